"""Adds the program's functions, as objects in flash, to what MicroPython has frozen.

    python frozen_functions.py frozen_content.c

Run by the build right after MicroPython wrote that file, in which bytecode has names that
no other file can use. See frozen_functions.c for what it is good for.
"""

import re
import sys
from pathlib import Path

# In the order they are met: a function's description, and the end of its module's.
MET = re.compile(
    r"^static const mp_raw_code_truncated_t proto_fun_(?P<function>\w+) = \{\n"
    r"(?P<described>.*?)^\};"
    r"|^// frozen bytecode for file (?P<path>\S+)\.py, scope \w+_lt_module_gt_$"
    r"|^static const mp_frozen_module_t frozen_module_(?P<module>\w+) = \{",
    re.DOTALL | re.MULTILINE,
)
# What makes a module or a class is run once, and then gone.
BODIES = re.compile(
    r"^static const byte fun_data_(\w+)\[\d+\] = \{\n"
    r"(?:(?!\};).*\n)*? +\S+ // STORE_NAME '__qualname__'$",
    re.MULTILINE,
)
MODULE_BODY = "__lt_module_gt_"
PROGRAM = "acupacer"


def field(described: str, name: str) -> str:
    """What the description of a function says of ``name``."""
    (value,) = re.findall(rf"\.{name} = (.*),", described)
    return value


def function_object(name: str, described: str, number: int) -> str:
    """One function as C, for the module with this number."""
    kind = "gen_wrap" if field(described, "is_generator") == "1" else "fun_bc"
    children = field(described, "children")
    return (
        f"    {{{{&mp_type_{kind}}}, &acupacer_contexts[{number}], {children}, "
        f"fun_data_{name}}},\n"
    )


def addition(content: str) -> str:
    """The C that goes to the end of ``content``."""
    bodies = set(BODIES.findall(content))
    tables, modules = [], []
    functions, path = [], ""
    for met in MET.finditer(content):
        if met["path"]:
            functions, path = [], met["path"]
        elif met["function"]:
            is_body = met["function"] in bodies or met["function"].endswith(MODULE_BODY)
            if not is_body and field(met["described"], "n_def_pos_args") == "0":
                functions.append((met["function"], met["described"]))
        elif path.split("/")[0] == PROGRAM:
            number, name = len(modules), met["module"]
            objects = "".join([function_object(*each, number) for each in functions])
            if objects:
                tables.append(
                    f"static const mp_obj_fun_bc_t functions_{name}[] = {{\n{objects}}};\n"
                )
            imported = path.removesuffix("/__init__").replace("/", "_dot_")
            where = f"functions_{name}" if objects else "NULL"
            modules.append(f"    {{MP_QSTR_{imported}, {len(functions)}, {where}}},\n")
    return (
        '\n#include "frozen_functions.h"\n\n'
        f"const size_t acupacer_modules_count = {len(modules)};\n"
        f"mp_module_context_t acupacer_contexts[{len(modules)}];\n\n"
        + "".join(tables)
        + f"const acupacer_module_t acupacer_modules[] = {{\n{''.join(modules)}}};\n"
    )


if __name__ == "__main__":
    frozen = Path(sys.argv[1])
    text = frozen.read_text(encoding="utf-8")
    frozen.write_text(text + addition(text), encoding="utf-8")
