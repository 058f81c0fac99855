// The program is imported in a fraction of the time.
//
// MicroPython looks for a module by comparing its path with each one that is frozen, up to three
// times, and for every import makes names of all the packages on the way, be the module there
// already or not. With 180 modules that took longer than all they do when they are imported,
// and longer for every module with each that was added. Here a path is found by halving, and a
// module that is there by one look. The linker puts what is called __wrap_NAME in the place of
// MicroPython's NAME (see board.cmake).

#include <string.h>

#include "frozen_functions.h"
#include "py/builtin.h"
#include "py/frozenmod.h"
#include "py/runtime.h"

extern const char mp_frozen_names[];
extern const mp_frozen_module_t *const mp_frozen_mpy_content[];

mp_import_stat_t __real_mp_find_frozen_module(const char *path, int *kind, void **data);
mp_obj_t __real_mp_import_name(qstr name, mp_obj_t names, mp_obj_t level);
mp_obj_t __real_mp_import_from(mp_obj_t module, qstr name);

// What is frozen at this path, or in it if it is a folder's.
mp_import_stat_t __wrap_mp_find_frozen_module(const char *path, int *kind, void **data) {
    size_t low = 0, high = acupacer_files_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(mp_frozen_names + acupacer_files[middle].name_at, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (kind != NULL) {
        *kind = MP_FROZEN_NONE;
    }
    if (low == acupacer_files_count) {
        return MP_IMPORT_STAT_NO_EXIST;
    }
    // The first that does not come before the path: itself, or what lies in the folder.
    const char *name = mp_frozen_names + acupacer_files[low].name_at;
    size_t length = strlen(path);
    if (strncmp(name, path, length) != 0) {
        return MP_IMPORT_STAT_NO_EXIST;
    }
    if (name[length] == '/') {
        return MP_IMPORT_STAT_DIR;
    }
    if (name[length] != '\0') {
        return MP_IMPORT_STAT_NO_EXIST;
    }
    if (kind != NULL) {
        *kind = MP_FROZEN_MPY;
        *data = (void *)mp_frozen_mpy_content[acupacer_files[low].number];
    }
    return MP_IMPORT_STAT_FILE;
}

// The program's module of this name, 0 or more; -1: it has none.
static int number_of(const char *name, size_t length) {
    size_t low = 0, high = acupacer_modules_count;
    while (low < high) {
        size_t middle = (low + high) / 2, found_length;
        const char *found = (const char *)qstr_data(acupacer_modules[middle].name, &found_length);
        int order = memcmp(found, name, MIN(found_length, length));
        if (order == 0 && found_length == length) {
            return middle;
        }
        if (order < 0 || (order == 0 && found_length < length)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return -1;
}

// The same for ``name`` in the first ``length`` bytes of the name ``package``.
static int number_in(const char *package, size_t length, qstr name) {
    size_t name_length;
    const char *text = (const char *)qstr_data(name, &name_length);
    char whole[MICROPY_ALLOC_PATH_MAX];
    if (length + 1 + name_length > sizeof(whole)) {
        return -1;
    }
    memcpy(whole, package, length);
    if (name_length) {
        whole[length++] = '.';
        memcpy(whole + length, text, name_length);
    }
    return number_of(whole, length + name_length);
}

// The same for a name with ``level`` dots before it, seen from the module that runs.
static int number_from_here(qstr name, mp_int_t level) {
    size_t length;
    if (level == 0) {
        const char *text = (const char *)qstr_data(name, &length);
        return number_of(text, length);
    }
    mp_map_t *globals = &mp_globals_get()->map;
    mp_map_elem_t *own =
        mp_map_lookup(globals, MP_OBJ_NEW_QSTR(MP_QSTR___name__), MP_MAP_LOOKUP);
    if (own == NULL || !mp_obj_is_qstr(own->value)) {
        return -1;
    }
    if (mp_map_lookup(globals, MP_OBJ_NEW_QSTR(MP_QSTR___path__), MP_MAP_LOOKUP)) {
        level--; // a package's dot is itself
    }
    const char *here = mp_obj_str_get_data(own->value, &length);
    while (level && length) {
        level -= here[--length] == '.';
    }
    return level ? -1 : number_in(here, length, name);
}

// ``import name`` (``names`` is None, and what is given is the package) and ``from name import
// names``.
mp_obj_t __wrap_mp_import_name(qstr name, mp_obj_t names, mp_obj_t level) {
    int number = number_from_here(name, MP_OBJ_SMALL_INT_VALUE(level));
    if (number < 0) {
        return __real_mp_import_name(name, names, level);
    }
    mp_map_elem_t *loaded = mp_map_lookup(&MP_STATE_VM(mp_loaded_modules_dict).map,
        MP_OBJ_NEW_QSTR(acupacer_modules[number].name), MP_MAP_LOOKUP);
    if (loaded && names != mp_const_none) {
        return loaded->value;
    }
    mp_obj_t module = __real_mp_import_name(
        acupacer_modules[number].name, names, MP_OBJ_NEW_SMALL_INT(0));
    if (!loaded) {
        acupacer_trim_module(&acupacer_contexts[number]);
    }
    return module;
}

// The name in ``from module import name``. MicroPython would import a package's module past
// the function above.
mp_obj_t __wrap_mp_import_from(mp_obj_t module, qstr name) {
    mp_module_context_t *context = MP_OBJ_TO_PTR(module);
    if (acupacer_is_frozen(context)) {
        mp_map_t *globals = &context->module.globals->map;
        mp_map_elem_t *found = mp_map_lookup(globals, MP_OBJ_NEW_QSTR(name), MP_MAP_LOOKUP);
        if (found) {
            return found->value;
        }
        qstr package = acupacer_modules[context - acupacer_contexts].name;
        int number = number_in(qstr_str(package), qstr_len(package), name);
        if (number >= 0) {
            return __wrap_mp_import_name(
                acupacer_modules[number].name, mp_const_true, MP_OBJ_NEW_SMALL_INT(0));
        }
    }
    return __real_mp_import_from(module, name);
}
