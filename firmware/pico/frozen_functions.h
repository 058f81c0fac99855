// The program's functions as objects in flash, and where its files are: made by
// frozen_functions.py, used by frozen_functions.c and frozen_imports.c.

#include "py/bc.h"
#include "py/objfun.h"

// What a frozen module has. ``name``: as imported, with dots. ``names_count``: at most so many
// names are in its table while it is loaded, and a package's modules later.
typedef struct _acupacer_module_t {
    qstr name;
    size_t names_count;
    size_t functions_count;
    const mp_obj_fun_bc_t *functions;
} acupacer_module_t;

// Sorted by name.
extern const size_t acupacer_modules_count;
extern const acupacer_module_t acupacer_modules[];
// Beside it, in the same order: what MicroPython keeps of each module once it is imported.
extern mp_module_context_t acupacer_contexts[];

// A frozen file: where its name is in ``mp_frozen_names``, which of ``mp_frozen_mpy_content``.
typedef struct _acupacer_file_t {
    uint16_t name_at;
    uint16_t number;
} acupacer_file_t;

// All of them, sorted by name.
extern const size_t acupacer_files_count;
extern const acupacer_file_t acupacer_files[];

// Whether a module is one of the program's.
bool acupacer_is_frozen(const mp_module_context_t *context);

// Leave no room in the table of names of one that was loaded.
void acupacer_trim_module(mp_module_context_t *context);
