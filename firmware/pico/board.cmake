# What both boards share. ACUPACER_GENERATED: the folder of generated modules;
# ACUPACER_CACHE: the folder that everything is compiled in.
set(MICROPY_FROZEN_MANIFEST ${MICROPY_BOARD_DIR}/../manifest.py)
set(MICROPY_MANIFEST_GENERATED ${ACUPACER_GENERATED})
# Nothing of micropython-lib is frozen, and Debian's package has none.
set(MICROPY_LIB_DIR ${MICROPY_DIR})

list(APPEND MICROPY_SOURCE_BOARD ${MICROPY_BOARD_DIR}/../native.c)

# No image knows where it was made.
add_compile_options("-ffile-prefix-map=${ACUPACER_CACHE}=.")

# Where a Pico spends its time: memory, names, calls and JSON. The port has vm.c, map.c
# and mpz.c compiled like this already; everything else is compiled for size.
foreach(NAME gc qstr bc obj objdict objfun objstr objstringio objtype parsenum runtime vstr)
    set_source_files_properties(${MICROPY_DIR}/py/${NAME}.c PROPERTIES COMPILE_OPTIONS -O2)
endforeach()
set_source_files_properties(${MICROPY_DIR}/extmod/modjson.c PROPERTIES COMPILE_OPTIONS -O2)
