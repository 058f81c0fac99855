# What both boards share. ACUPACER_GENERATED: the folder of generated modules;
# ACUPACER_CACHE: the folder that everything is compiled in.
set(MICROPY_FROZEN_MANIFEST ${MICROPY_BOARD_DIR}/../manifest.py)
set(MICROPY_MANIFEST_GENERATED ${ACUPACER_GENERATED})
# Nothing of micropython-lib is frozen, and Debian's package has none.
set(MICROPY_LIB_DIR ${MICROPY_DIR})

include_directories(${MICROPY_BOARD_DIR}/..)
# Instead of the port's mpconfigport.h, which it includes.
list(APPEND MICROPY_DEF_BOARD MP_CONFIGFILE=\"port_config.h\")
# The SDK's own printf is for its panics, which print no fractions.
list(APPEND MICROPY_DEF_BOARD PICO_PRINTF_SUPPORT_FLOAT=0)
list(APPEND MICROPY_SOURCE_BOARD
    ${MICROPY_BOARD_DIR}/../native.c
    ${MICROPY_BOARD_DIR}/../frozen_functions.c
    ${MICROPY_BOARD_DIR}/../frozen_imports.c
    ${MICROPY_BOARD_DIR}/../known_names.c
)

# See frozen_functions.c, frozen_imports.c and known_names.c. The tables of the first two are
# added once MicroPython has written what is frozen.
foreach(name gc_collect_end mp_find_frozen_module mp_import_from mp_import_name
        mp_load_build_class mp_make_function_from_proto_fun mp_obj_new_module
        qstr_find_strn qstr_from_strn)
    add_link_options("-Wl,--wrap=${name}")
endforeach()
cmake_language(DEFER CALL add_custom_command TARGET BUILD_FROZEN_CONTENT POST_BUILD
    COMMAND python3 ${MICROPY_BOARD_DIR}/../frozen_functions.py
        ${CMAKE_BINARY_DIR}/frozen_content.c
)

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
    ${MICROPY_DIR}/lib/mbedtls/library/sha256.c
    ${MICROPY_BOARD_DIR}/../frozen_functions.c
    ${MICROPY_BOARD_DIR}/../frozen_imports.c
    ${MICROPY_BOARD_DIR}/../known_names.c
    ${MICROPY_BOARD_DIR}/../native.c
)
set_source_files_properties(${ACUPACER_FAST} PROPERTIES COMPILE_OPTIONS "-O2")
