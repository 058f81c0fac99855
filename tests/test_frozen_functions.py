"""Which functions become objects in the flash of a Pico (firmware/pico/frozen_functions.py)."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "firmware" / "pico" / "frozen_functions.py"
FUNCTION = """\
static const byte fun_data_{name}[3] = {{
    {code}
    0x51, // LOAD_CONST_NONE
}};
static const mp_raw_code_truncated_t proto_fun_{name} = {{
    .is_generator = {is_generator},
    .children = {children},
    .prelude = {{
        .n_def_pos_args = {defaults},
    }},
}};
"""
MODULE = """\
// frozen bytecode for file {path}, scope {name}__lt_module_gt_
{functions}static const mp_frozen_module_t frozen_module_{name} = {{
}};
"""
PLAIN = "0x80, // LOAD_CONST_SMALL_INT 0"
CLASS = "0x16,0x0f, // STORE_NAME '__qualname__'"


def addition(content):
    spec = importlib.util.spec_from_file_location("frozen_functions", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.addition(content)


def function(name, code=PLAIN, is_generator=0, children="NULL", defaults=0):
    return FUNCTION.format(
        name=name, code=code, is_generator=is_generator, children=children, defaults=defaults
    )


def test_functions_are_written_and_what_runs_once_or_has_defaults_is_not():
    functions = (
        function("acupacer_a_plain")
        + function("acupacer_a_rows", is_generator=1, children="(void *)&children_rows")
        + function("acupacer_a_free", defaults=1)
        + function("acupacer_a_Class", code=CLASS)
        + function("acupacer_a__lt_module_gt_")
    )
    content = (
        MODULE.format(path="main.py", name="main", functions=function("main_start"))
        + MODULE.format(path="acupacer/__init__.py", name="acupacer___init__", functions="")
        + MODULE.format(path="acupacer/a.py", name="acupacer_a", functions=functions)
    )
    assert addition(content) == (
        '\n#include "frozen_functions.h"\n\n'
        "const size_t acupacer_modules_count = 2;\n"
        "mp_module_context_t acupacer_contexts[2];\n\n"
        "static const mp_obj_fun_bc_t functions_acupacer_a[] = {\n"
        "    {{&mp_type_fun_bc}, &acupacer_contexts[1], NULL, fun_data_acupacer_a_plain},\n"
        "    {{&mp_type_gen_wrap}, &acupacer_contexts[1], (void *)&children_rows, "
        "fun_data_acupacer_a_rows},\n"
        "};\n"
        "const acupacer_module_t acupacer_modules[] = {\n"
        "    {MP_QSTR_acupacer, 0, NULL},\n"
        "    {MP_QSTR_acupacer_dot_a, 2, functions_acupacer_a},\n"
        "};\n"
    )
