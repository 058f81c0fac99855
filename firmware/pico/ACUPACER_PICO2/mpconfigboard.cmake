set(PICO_BOARD "pico2")
set(PICO_PLATFORM "rp2350")
include(${MICROPY_BOARD_DIR}/../board.cmake)
