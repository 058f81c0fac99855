"""What is added to the frozen program of a Pico (firmware/pico/frozen_functions.py).

Which functions become objects in the flash, how many names a module has, and where files are.
"""

import importlib.util
import re
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
FILES = """\
const char mp_frozen_names[] = {{
    #ifdef MP_FROZEN_STR_NAMES
    MP_FROZEN_STR_NAMES
    #endif
{names}    "\\0"
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


def module(path, name, functions=""):
    return MODULE.format(path=path, name=name, functions=functions)


def files(*names):
    return FILES.format(names="".join([f'    "{name}\\0"\n' for name in names]))


def test_functions_are_written_and_what_runs_once_or_has_defaults_is_not():
    functions = (
        function("acupacer_a_plain")
        + function("acupacer_a_rows", is_generator=1, children="(void *)&children_rows")
        + function("acupacer_a_free", defaults=1)
        + function("acupacer_a_Class", code=CLASS)
        + function("acupacer_a__lt_module_gt_")
    )
    content = (
        module("main.py", "main", function("main_start"))
        + module("acupacer/a.py", "acupacer_a", functions)
        + module("acupacer/__init__.py", "acupacer___init__")
        + files()
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
        "    {MP_QSTR_acupacer, 4, 0, NULL},\n"
        "    {MP_QSTR_acupacer_dot_a, 3, 2, functions_acupacer_a},\n"
        "};\n\n"
        "const size_t acupacer_files_count = 0;\n"
        "const acupacer_file_t acupacer_files[] = {\n"
        "};\n"
    )


def test_names_that_a_module_gives_something_are_counted_once():
    """With its own name, its file's and its folder's; a function's own names are its own."""
    body = "0x16,0x0a, // STORE_NAME 'A'\n    0x16,0x0b, // STORE_NAME '{}'"
    once = function("acupacer_once__lt_module_gt_", code=body.format("A"))
    two = function("acupacer_two__lt_module_gt_", code=body.format("B"))
    two += function("acupacer_two_f", code="0xc2, // STORE_FAST 2")
    content = module("acupacer/once.py", "acupacer_once", once)
    content += module("acupacer/two.py", "acupacer_two", two) + files()
    rows = re.findall(r"\{MP_QSTR_acupacer_dot_(\w+), (\d+),", addition(content))
    assert rows == [("once", "4"), ("two", "5")]


def test_modules_are_sorted_by_name_as_the_search_for_them_compares():
    """By bytes, where a dot comes before an underscore: a package's before its neighbours."""
    paths = ("b_c", "b/__init__", "b/z", "a")
    content = "".join([module(f"acupacer/{path}.py", path.replace("/", "_")) for path in paths])
    found = re.findall(r"\{MP_QSTR_(\w+), ", addition(content + files()))
    assert [name.replace("_dot_", ".") for name in found] == [
        "acupacer.a",
        "acupacer.b",
        "acupacer.b.z",
        "acupacer.b_c",
    ]


def test_files_are_found_by_name():
    """Sorted by name; each with where its name begins, and its number in MicroPython's list."""
    added = addition(files("main.py", "boot.py", "acupacer/b.py"))
    assert "acupacer_files_count = 3;" in added
    assert added.endswith("{\n    {16, 2},\n    {8, 1},\n    {0, 0},\n};\n")
