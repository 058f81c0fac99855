# What both boards share. ACUPACER_GENERATED: the folder of generated modules;
# ACUPACER_CACHE: the folder that everything is compiled in.
set(MICROPY_FROZEN_MANIFEST ${MICROPY_BOARD_DIR}/../manifest.py)
set(MICROPY_MANIFEST_GENERATED ${ACUPACER_GENERATED})
# Nothing of micropython-lib is frozen, and Debian's package has none.
set(MICROPY_LIB_DIR ${MICROPY_DIR})

list(APPEND MICROPY_SOURCE_BOARD ${MICROPY_BOARD_DIR}/../native.c)

# No image knows where it was made.
add_compile_options("-ffile-prefix-map=${ACUPACER_CACHE}=.")

# What the program spends its time in is compiled for speed, as MicroPython does with its
# virtual machine; all of it would leave little of the flash.
file(GLOB ACUPACER_FAST ${MICROPY_DIR}/py/obj*.c)
foreach(name argcheck bc gc map mpz parsenum qstr runtime sequence stream vm vstr)
    list(APPEND ACUPACER_FAST ${MICROPY_DIR}/py/${name}.c)
endforeach()
list(APPEND ACUPACER_FAST
    ${MICROPY_DIR}/extmod/modbinascii.c
    ${MICROPY_DIR}/extmod/modjson.c
    ${MICROPY_DIR}/lib/littlefs/lfs2.c
    ${MICROPY_BOARD_DIR}/../native.c
)
set_source_files_properties(${ACUPACER_FAST} PROPERTIES COMPILE_OPTIONS "-O2")
