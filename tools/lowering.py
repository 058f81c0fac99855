"""Lowers the tool's Python to what the page's interpreter knows, for ``build_page``.

The laptop's rooms are written for CPython. MicroPython lacks dataclasses, typing, unpacking
in displays and a good part of ``str``; its dicts forget the order, its sort is not stable and
its letters are ASCII. Each such use is made a call of ``web/python/_lowered.py`` or spelt
out; what is missing of the standard library stands beside it. What is computed stays the same:
tests/page/test_tools.py compares the two byte for byte.
"""

import ast
import re
from collections.abc import Iterable

HELPERS = "_lowered"
# Of these nothing is left once annotations are gone.
_ANNOTATIONS = {"__future__", "typing", "collections.abc", "types"}
_SPELT_OUT = ("dataclass", "field")
# Methods of str and bytes that the interpreter lacks, or knows for ASCII only.
_METHODS = {
    *("casefold", "removeprefix", "removesuffix", "translate", "ljust", "rjust"),
    *("isalpha", "isspace", "isascii", "isdigit", "lower", "upper", "splitlines"),
}
_CODECS = {"decode", "encode"}  # where they are told what to do with what they cannot
_BARE_METHODS = {"strip", "lstrip", "rstrip", "split"}  # by blanks: without an argument
_PLACES = re.compile(r"\.(\d)f")
_CALLS = {"sorted", "zip", "vars", "repr", "dict"}
_RENAMED = {
    "RecursionError": "RuntimeError",
    "UnicodeDecodeError": "UnicodeError",
    "UnicodeEncodeError": "UnicodeError",
    "TimeoutError": "OSError",
}
# Half a pair has no place in the interpreter's text: it stands in a private plane.
_HALVES, _PRIVATE = range(0xD800, 0xE000), 0x10_0000
_TYPES = {"tuple", "list", "dict", "set", "frozenset", "type", "Callable", "Iterator"}
_TYPES |= {"Iterable", "Mapping", "Sequence", "Generator"}


class Lowering(ast.NodeTransformer):
    """Lowers one module whose annotations and docstrings are still there."""

    def __init__(self) -> None:
        self._kinds: list[str] = []  # of the classes that are open: what each is

    # --- imports ------------------------------------------------------------------

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        if node.level:
            return node
        if node.module in _ANNOTATIONS:
            return None
        if node.module == "dataclasses":
            node.names = [each for each in node.names if each.name not in _SPELT_OUT]
        return node if node.names else None

    # --- classes ------------------------------------------------------------------

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        decorated = [_name(each) for each in node.decorator_list]
        bases = [_name(base) for base in node.bases]
        if "dataclass" in decorated or "NamedTuple" in bases:
            _spell_out(node, "NamedTuple" in bases)
        node.bases = [base for base in node.bases if _name(base) not in ("Protocol", "Generic")]
        node.bases = [base for base in node.bases if not isinstance(base, ast.Subscript)]
        node.keywords = []
        return self.generic_visit(node)

    # --- what a display may have in it ------------------------------------------------

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        return self._unpacked(node, "list_of")

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        return self._unpacked(node, "tuple_of")

    def visit_Set(self, node: ast.Set) -> ast.AST:
        self.generic_visit(node)
        return self._unpacked(node, "set_of")

    def _unpacked(self, node: "ast.List | ast.Tuple | ast.Set", helper: str) -> ast.AST:
        is_read = not isinstance(getattr(node, "ctx", ast.Load()), ast.Store)
        if not is_read or not any(isinstance(each, ast.Starred) for each in node.elts):
            return node
        parts = [
            each.value if isinstance(each, ast.Starred) else _tuple([each])
            for each in node.elts
        ]
        return _call(helper, parts)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        parts: list[ast.expr] = []
        pairs: list[ast.expr] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                pairs.append(_tuple([key, value]))
                continue
            if pairs:
                parts.append(_tuple(pairs))
            parts.append(value)
            pairs = []
        if pairs:
            parts.append(_tuple(pairs))
        return _call("dict_of", parts)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        self.generic_visit(node)
        pairs = ast.GeneratorExp(_tuple([node.key, node.value]), node.generators)
        return _call("dict_of", [pairs])

    # --- texts --------------------------------------------------------------------

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """As ``"...{}...".format``: the interpreter's own take no quotes of their kind."""
        template, values = _template(node)
        values = [self.visit(value) for value in values]
        if not values:
            return ast.Constant(template.format())
        return ast.Call(ast.Attribute(ast.Constant(template), "format", ast.Load()), values, [])

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            return ast.copy_location(ast.Constant(_without_halves(node.value)), node)
        return node

    # --- calls and operators ----------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> ast.AST:
        called = node.func
        if isinstance(called, ast.Name) and called.id == "isinstance":
            node.args[1] = _alternatives(node.args[1])
        self.generic_visit(node)
        if isinstance(called, ast.Name) and called.id == "cast":
            return node.args[1]
        if isinstance(called, ast.Name) and called.id in _CALLS:
            node.func = _helper(called.id)
            node.keywords = [each for each in node.keywords if each.arg != "strict"]
        elif isinstance(called, ast.Attribute):
            is_bare = called.attr in _BARE_METHODS and not node.args and not node.keywords
            if _name(called) in ("dict.fromkeys", "str.maketrans"):
                node.func = _helper(_name(called).replace(".", "_"))
            elif called.attr in _METHODS or is_bare or _is_codec(node):
                return _call(called.attr, [called.value, *node.args], node.keywords)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if _name(node.value) == "str" and node.attr in _METHODS | _BARE_METHODS:
            return _helper(node.attr)  # handed on as a function
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(_RENAMED.get(node.id, node.id), node.ctx)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.BitOr):
            return _call("joined", [node.left, node.right])
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.BitOr):
            read = ast.parse(ast.unparse(node.target), mode="eval").body
            return ast.Assign([node.target], _call("joined_into", [read, node.value]))
        return node

    # --- statements ---------------------------------------------------------------

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        """One that only names a type is left out."""
        if isinstance(node.value, ast.Subscript) and _name(node.value.value) in _TYPES:
            return None
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Without what it came ``from``: the interpreter warns of that on its console."""
        node.cause = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(0)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        for arg in (*every, node.args.vararg, node.args.kwarg):
            if arg is not None:
                arg.annotation = None
        return self.generic_visit(node)


def lowered(tree: ast.Module) -> ast.Module:
    """``tree``, a whole module, lowered and without docstrings."""
    for node in ast.walk(tree):
        is_told = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if is_told and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    made: ast.Module = Lowering().visit(tree)
    uses = any(isinstance(node, ast.Name) and node.id == HELPERS for node in ast.walk(made))
    if uses:
        made.body.insert(0, ast.Import([ast.alias(HELPERS)]))
    return ast.fix_missing_locations(made)


# --- dataclasses ----------------------------------------------------------------------


def _spell_out(node: ast.ClassDef, is_tuple: bool) -> None:
    """Give a dataclass the methods that CPython makes of its fields.

    A named tuple becomes one, too: of the tools none is taken apart.
    """
    node.decorator_list = [each for each in node.decorator_list if _name(each) != "dataclass"]
    node.bases = [base for base in node.bases if _name(base) != "NamedTuple"]
    rows = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    rows = [row for row in rows if not _is_class_variable(row)]
    names = [row.target.id for row in rows if isinstance(row.target, ast.Name)]
    node.body = [each for each in node.body if each not in rows]
    defaults = [_default(row.value) for row in rows]
    args = ast.arguments(
        [],
        [ast.arg("self"), *(ast.arg(name) for name in names)],
        None,
        [],
        [],
        None,
        [given for given, _ in defaults if given is not None],
    )
    body: list[ast.stmt] = []
    for name, (_, made) in zip(names, defaults, strict=True):
        value: ast.expr = ast.Name(name, ast.Load())
        if made is not None:
            unset = ast.Compare(value, [ast.Is()], [_helper("UNSET")])
            value = ast.IfExp(unset, made, value)
        body.append(ast.Assign([ast.Attribute(_self(), name, ast.Store())], value))
    own = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    if "__post_init__" in own:
        body += ast.parse("self.__post_init__()").body
    begin = ast.FunctionDef("__init__", args, body or [ast.Pass()], [], None)
    begin.lineno = node.lineno
    fields = ast.Assign(
        [ast.Name("_fields", ast.Store())], _tuple([ast.Constant(name) for name in names])
    )
    same = ast.parse(f"def __eq__(self, other): return {HELPERS}.same(self, other)").body[0]
    told = ast.parse(f"def __hash__(self): return {HELPERS}.hashed(self)").body[0]
    more = [same, told] if "__eq__" not in own and not is_tuple else []
    node.body = [fields, begin, *more, *node.body]


def _default(value: ast.expr | None) -> tuple[ast.expr | None, ast.expr | None]:
    """Of a field: the default of its argument, and what makes it where none is given."""
    if isinstance(value, ast.Call) and _name(value.func) == "field":
        for each in value.keywords:
            if each.arg == "default_factory":
                return _helper("UNSET"), ast.Call(each.value, [], [])
            if each.arg == "default":
                return each.value, None
        return None, None
    return value, None


def _is_class_variable(row: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(row.annotation)


# --- helpers --------------------------------------------------------------------------


def _template(node: ast.JoinedStr) -> tuple[str, list[ast.expr]]:
    text = ""
    values: list[ast.expr] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value).replace("{", "{{").replace("}", "}}")
        elif isinstance(part, ast.FormattedValue):
            form = ""
            inner: list[ast.expr] = []
            if isinstance(part.format_spec, ast.JoinedStr):
                form, inner = _template(part.format_spec)
            value = part.value
            if part.conversion == ord("r"):
                value = _call("repr", [value])
            if match := _PLACES.fullmatch(form):  # the interpreter rounds halves up
                value, form = _call("fixed", [value, ast.Constant(int(match[1]))]), ""
            text += "{:" + form + "}" if form else "{}"
            values += [value, *inner]
    return text, values


def _is_codec(node: ast.Call) -> bool:
    called = node.func
    return isinstance(called, ast.Attribute) and called.attr in _CODECS and len(node.args) == 2


def _alternatives(node: ast.expr) -> ast.expr:
    """``int | str`` as the tuple that isinstance took before."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _tuple([*_one_by_one(node.left), *_one_by_one(node.right)])
    return node


def _one_by_one(node: ast.expr) -> list[ast.expr]:
    made = _alternatives(node)
    return made.elts if isinstance(made, ast.Tuple) else [made]


def _without_halves(text: str) -> str:
    if text.isascii():
        return text
    return "".join(chr(ord(each) + _PRIVATE) if ord(each) in _HALVES else each for each in text)


def _name(node: ast.AST) -> str:
    """``dict.fromkeys`` of an expression that is just names; of a call what is called."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _self() -> ast.expr:
    return ast.Name("self", ast.Load())


def _tuple(elements: Iterable[ast.expr]) -> ast.Tuple:
    return ast.Tuple(list(elements), ast.Load())


def _helper(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name(HELPERS, ast.Load()), name, ast.Load())


def _call(
    name: str, args: Iterable[ast.expr], keywords: Iterable[ast.keyword] = ()
) -> ast.Call:
    return ast.Call(_helper(name), list(args), list(keywords))
