#define MICROPY_HW_BOARD_NAME "acupacer on a Raspberry Pi Pico"
// As in MicroPython's own image, so that an upgrade finds the files it kept.
#define MICROPY_HW_FLASH_STORAGE_BYTES (1408 * 1024)
#include "../board.h"
