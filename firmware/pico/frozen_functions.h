// The program's functions as objects in flash: made by frozen_functions.py, used by
// frozen_functions.c.

#include "py/bc.h"
#include "py/objfun.h"

// What a frozen module has. ``name``: as imported, with dots.
typedef struct _acupacer_module_t {
    qstr name;
    size_t functions_count;
    const mp_obj_fun_bc_t *functions;
} acupacer_module_t;

extern const size_t acupacer_modules_count;
extern const acupacer_module_t acupacer_modules[];
// Beside it, in the same order: what MicroPython keeps of each module once it is imported.
extern mp_module_context_t acupacer_contexts[];
