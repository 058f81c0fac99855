"""Adds to what MicroPython has frozen: the program's functions, as objects in flash, and
where each file is found.

    python frozen_functions.py frozen_content.c

Run by the build right after MicroPython wrote that file, in which bytecode has names that
no other file can use. See frozen_functions.c and frozen_imports.c for what it is good for.
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
# The names that each module's body gives something; with the name of the module itself and
# that of its file, or of a package its folder, those are all its table will have.
NAMED = re.compile(
    r"^static const byte fun_data_(\w+)__lt_module_gt_\[\d+\] = \{\n(.*?)^\};",
    re.DOTALL | re.MULTILINE,
)
NAME = re.compile(r"// STORE_NAME '(\w+)'$", re.MULTILINE)
OWN_NAMES = ("__name__", "__file__", "__path__")
# The list of the files, in the order of what is frozen of them.
FILES = re.compile(r"^const char mp_frozen_names\[\] = \{\n(.*?)^\};", re.DOTALL | re.MULTILINE)
FILE = re.compile(r'^    "(.+)\\0"$', re.MULTILINE)
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


def files_table(content: str) -> str:
    """Where each frozen file's name is, sorted by name, as C."""
    (listed,) = FILES.findall(content)
    rows, at = [], 0
    for number, name in enumerate(FILE.findall(listed)):
        rows.append((name, f"    {{{at}, {number}}},\n"))
        at += len(name) + 1
    return (
        f"const size_t acupacer_files_count = {len(rows)};\n"
        "const acupacer_file_t acupacer_files[] = {\n"
        + "".join([row for _, row in sorted(rows)])
        + "};\n"
    )


def modules_of(content: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The program's modules by name, with dots, in the order of their names.

    Of each what it is called in C, and its functions' names and descriptions.
    """
    bodies = set(BODIES.findall(content))
    found = {}
    functions: list[tuple[str, str]] = []
    path = ""
    for met in MET.finditer(content):
        if met["path"]:
            functions, path = [], met["path"]
        elif met["function"]:
            is_body = met["function"] in bodies or met["function"].endswith(MODULE_BODY)
            if not is_body and field(met["described"], "n_def_pos_args") == "0":
                functions.append((met["function"], met["described"]))
        elif path.split("/")[0] == PROGRAM:
            name = path.removesuffix("/__init__").replace("/", ".")
            found[name] = (met["module"], functions)
    return dict(sorted(found.items()))


def addition(content: str) -> str:
    """The C that goes to the end of ``content``."""
    modules = modules_of(content)
    named = {body: set(NAME.findall(code)) for body, code in NAMED.findall(content)}
    tables, rows = [], []
    for number, (name, (module, functions)) in enumerate(modules.items()):
        objects = "".join([function_object(*each, number) for each in functions])
        if objects:
            tables.append(
                f"static const mp_obj_fun_bc_t functions_{module}[] = {{\n{objects}}};\n"
            )
        where = f"functions_{module}" if objects else "NULL"
        inner = {each.rpartition(".")[2] for each in modules if each.rpartition(".")[0] == name}
        names = {*OWN_NAMES, *inner, *named.get(module, ())}
        escaped = name.replace(".", "_dot_")
        rows.append(f"    {{MP_QSTR_{escaped}, {len(names)}, {len(functions)}, {where}}},\n")
    return (
        '\n#include "frozen_functions.h"\n\n'
        f"const size_t acupacer_modules_count = {len(modules)};\n"
        f"mp_module_context_t acupacer_contexts[{len(modules)}];\n\n"
        + "".join(tables)
        + f"const acupacer_module_t acupacer_modules[] = {{\n{''.join(rows)}}};\n\n"
        + files_table(content)
    )


if __name__ == "__main__":
    frozen = Path(sys.argv[1])
    text = frozen.read_text(encoding="utf-8")
    frozen.write_text(text + addition(text), encoding="utf-8")
