// The program takes less memory once it is loaded.
//
// MicroPython reads frozen bytecode from flash, but makes an object of 16 bytes on the heap
// for each function, and its tables of names grow in steps. Here the functions of frozen
// modules are objects in flash as well, for which each module has a fixed place in memory,
// and the tables of modules and classes are cut to what is in them. The linker puts what is
// called __wrap_NAME in the place of MicroPython's NAME (see board.cmake).

#include <string.h>

#include "frozen_functions.h"
#include "py/builtin.h"
#include "py/emitglue.h"
#include "py/gc.h"
#include "py/objmodule.h"
#include "py/objtype.h"
#include "py/runtime.h"

mp_obj_t __real_mp_obj_new_module(qstr name);
mp_obj_t __real_mp_make_function_from_proto_fun(mp_proto_fun_t code,
    const mp_module_context_t *context, const mp_obj_t *defaults);
void __real_gc_collect_end(void);

bool acupacer_is_frozen(const mp_module_context_t *context) {
    return acupacer_contexts <= context && context < acupacer_contexts + acupacer_modules_count;
}

// Before MicroPython starts anew nothing is imported.
void acupacer_forget_modules(void) {
    memset(acupacer_contexts, 0, acupacer_modules_count * sizeof(mp_module_context_t));
}

// Give a table room for so many names, which are not fewer than it has.
static void resize(mp_map_t *map, size_t count) {
    mp_map_t resized;
    mp_map_init(&resized, count);
    for (size_t at = 0; at < map->alloc; at++) {
        if (mp_map_slot_is_filled(map, at)) {
            mp_map_lookup(&resized, map->table[at].key, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value =
                map->table[at].value;
        }
    }
    m_del(mp_map_elem_t, map->table, map->alloc);
    *map = resized;
}

// Leave no room in a table. What is added later makes it grow again.
static void trim(mp_map_t *map) {
    if (!map->is_fixed && !map->is_ordered && map->used != map->alloc) {
        resize(map, map->used);
    }
}

static void forget(mp_map_t *map, qstr name) {
    mp_map_lookup(map, MP_OBJ_NEW_QSTR(name), MP_MAP_LOOKUP_REMOVE_IF_FOUND);
}

// A frozen module lies where its functions expect it. Its table has room for all its names from
// the start: growing it name by name would take longer than all else.
mp_obj_t __wrap_mp_obj_new_module(qstr name) {
    mp_obj_t module = __real_mp_obj_new_module(name);
    for (size_t at = 0; at < acupacer_modules_count; at++) {
        mp_module_context_t *context = &acupacer_contexts[at];
        if (acupacer_modules[at].name == name && MP_OBJ_TO_PTR(module) != context) {
            *context = *(mp_module_context_t *)MP_OBJ_TO_PTR(module);
            resize(&context->module.globals->map, acupacer_modules[at].names_count);
            mp_obj_dict_store(MP_OBJ_FROM_PTR(&MP_STATE_VM(mp_loaded_modules_dict)),
                MP_OBJ_NEW_QSTR(name), MP_OBJ_FROM_PTR(context));
            m_del_obj(mp_module_context_t, MP_OBJ_TO_PTR(module));
            return MP_OBJ_FROM_PTR(context);
        }
    }
    return module;
}

// The collector does not look there by itself, and what modules hold is to stay.
void __wrap_gc_collect_end(void) {
    gc_collect_root((void **)acupacer_contexts,
        acupacer_modules_count * sizeof(mp_module_context_t) / sizeof(void *));
    __real_gc_collect_end();
}

// A function with defaults needs room for them: it is made on the heap.
mp_obj_t __wrap_mp_make_function_from_proto_fun(mp_proto_fun_t code,
    const mp_module_context_t *context, const mp_obj_t *defaults) {
    if (defaults == NULL && acupacer_is_frozen(context)) {
        const byte *bytecode = mp_proto_fun_is_bytecode(code)
            ? code : ((const mp_raw_code_t *)code)->fun_data;
        const acupacer_module_t *module = &acupacer_modules[context - acupacer_contexts];
        for (size_t at = 0; at < module->functions_count; at++) {
            if (module->functions[at].bytecode == bytecode) {
                return MP_OBJ_FROM_PTR(&module->functions[at]);
            }
        }
    }
    return __real_mp_make_function_from_proto_fun(code, context, defaults);
}

// Without the name it asked for while it was loaded and the one nobody asks for.
void acupacer_trim_module(mp_module_context_t *context) {
    mp_map_t *map = &context->module.globals->map;
    forget(map, MP_QSTR_TYPE_CHECKING);
    forget(map, MP_QSTR___file__);
    trim(map);
}

// A class, without the two names that only CPython reads.
static mp_obj_t build_class(size_t count, const mp_obj_t *args) {
    mp_obj_t class = mp_call_function_n_kw(
        MP_OBJ_FROM_PTR(&mp_builtin___build_class___obj), count, 0, args);
    mp_map_t *map = &MP_OBJ_TYPE_GET_SLOT(
        (mp_obj_type_t *)MP_OBJ_TO_PTR(class), locals_dict)->map;
    forget(map, MP_QSTR___module__);
    forget(map, MP_QSTR___qualname__);
    trim(map);
    return class;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(build_class_obj, 2, build_class);

mp_obj_t __wrap_mp_load_build_class(void) {
    return MP_OBJ_FROM_PTR(&build_class_obj);
}
