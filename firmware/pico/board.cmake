# What both boards share. ACUPACER_GENERATED: the folder of generated modules.
set(MICROPY_FROZEN_MANIFEST ${MICROPY_BOARD_DIR}/../manifest.py)
set(MICROPY_MANIFEST_GENERATED ${ACUPACER_GENERATED})
# Nothing of micropython-lib is frozen, and Debian's package has none.
set(MICROPY_LIB_DIR ${MICROPY_DIR})

list(APPEND MICROPY_SOURCE_BOARD ${MICROPY_BOARD_DIR}/../native.c)
