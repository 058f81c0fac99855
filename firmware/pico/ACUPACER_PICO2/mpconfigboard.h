#define MICROPY_HW_BOARD_NAME "acupacer on a Raspberry Pi Pico 2"
// As in MicroPython's own image, so that an upgrade finds the files it kept.
#define MICROPY_HW_FLASH_STORAGE_BYTES (PICO_FLASH_SIZE_BYTES - 1024 * 1024)
#include "../board.h"
