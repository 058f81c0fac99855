"""Makes Python source short for sending, for ``build_page``: what it does stays the same."""

import ast
import itertools
import keyword
import re
import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from lowering import lowered


class Bare(ast.NodeTransformer):
    """Takes out what only people and type checkers read."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._without_docstring(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self._without_docstring(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        """Of ``if TYPE_CHECKING`` only what else there is to do."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node.orelse
        return node

    def _without_docstring(
        self, node: "ast.Module | ast.ClassDef | ast.FunctionDef"
    ) -> ast.AST:
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        if not node.body and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]
        return node


class Short(ast.NodeTransformer):
    """Gives parameters and local names of functions short ones: a tenth less to send.

    ``told``: names that calls anywhere tell, which stay (``told_names``); so do those of what
    makes a thing, which a mapping may tell. What only a function within another one binds is
    left to that one; a name that both have is one name.
    """

    def __init__(self, told: "Collection[str]" = ()) -> None:
        self._told = told

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        inside = [each for statement in node.body for each in ast.walk(statement)]
        if not any(isinstance(each, ast.ClassDef | ast.Global) for each in inside):
            self._shorten(node, inside)
        return self.generic_visit(node)

    def _shorten(self, node: ast.FunctionDef, inside: "list[ast.AST]") -> None:
        given = _args(node.args)
        parts = [*given, *inside]
        names = [arg.arg for arg in given]
        others = {each.arg for each in inside if isinstance(each, ast.arg)}
        stay = {name for name in {*names, *others} if name in self._told}
        if node.name == "__init__":
            stay.update(names)
        bound = [*names, *_bound(node.body)]
        taken = {name for each in parts for _, name in _own_names(each)} | set(keyword.kwlist)
        free = (name for name in _short_names() if name not in taken)
        short = {
            name: next(free)
            for name in dict.fromkeys(bound)
            if name not in stay and len(name) > 1
        }
        for each in parts:
            for key, name in list(_own_names(each)):
                if isinstance(each, ast.Nonlocal):
                    each.names = [short.get(one, one) for one in each.names]
                elif not isinstance(each, ast.alias):
                    setattr(each, key, short.get(name, name))


def _args(args: ast.arguments) -> "list[ast.arg]":
    more = [arg for arg in (args.vararg, args.kwarg) if arg is not None]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *more]


def _bound(body: Iterable[ast.AST]) -> "list[str]":
    """The names that statements bind in their own function, but those it has from outside."""
    found: list[str] = []
    outer: set[str] = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Nonlocal):
            outer.update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, ast.ExceptHandler | ast.FunctionDef) and node.name:
            found.append(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            outer.update(name for each in node.names for _, name in _own_names(each))
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            waiting += ast.iter_child_nodes(node)
    return [name for name in found if name not in outer]


def _own_names(node: ast.AST) -> "Iterator[tuple[str, str]]":
    """What ``node`` itself names in its function, each with its field."""
    if isinstance(node, ast.Name):
        yield "id", node.id
    elif isinstance(node, ast.arg):
        yield "arg", node.arg
    elif isinstance(node, ast.alias):
        yield "asname", node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.FunctionDef) and node.name:
        yield "name", node.name
    elif isinstance(node, ast.Nonlocal):
        yield from (("names", name) for name in node.names)


def told_names(texts: Iterable[str]) -> "set[str]":
    """The names by which sources give something in a call."""
    return {
        node.arg
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.keyword) and node.arg
    }


def _short_names() -> Iterator[str]:
    for length in (1, 2):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield "".join(letters)


class PrivateNames:
    """Gives names that begin with an underscore short ones, the same wherever they are used.

    Names of one file alone are used once more by the next one: the fewer there are, the sooner
    the interpreter has looked each up. Files whose classes inherit from one another count as
    one, for there the names meet in one object.
    """

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        trees = {path: ast.parse(text) for path, text in files if is_python(path)}
        users: dict[str, Counter[str]] = {}
        kept: set[str] = set()  # is meant by text somewhere, or not ours
        defined: set[str] = set()
        for path, tree in trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant):
                    kept.add(str(node.value))
                for _, name in _names_in(node):
                    users.setdefault(name, Counter())[path] += 1
                    is_read = isinstance(getattr(node, "ctx", None), ast.Load)
                    if not is_read and not isinstance(node, ast.alias | ast.keyword):
                        defined.add(name)
        group = _families(trees)
        ours = [name for name in users if name in defined - kept]
        ours.sort(key=lambda name: -users[name].total())
        at = {name: {group[path] for path in users[name]} for name in ours}
        short = _short_names()
        everywhere = [name for name in ours if len(at[name]) > 1]
        self._everywhere = {name: "_" + next(short) for name in everywhere}
        rest = ["_" + name for name in short]
        self._group = group
        self._of_group = {
            family: dict(
                zip([name for name in ours if at[name] == {family}], rest, strict=False)
            )
            for family in set(group.values())
        }

    def shortened(self, path: str, text: str) -> str:
        """Source ``text`` of file ``path`` with short names."""
        known = self._everywhere | self._of_group[self._group[path]]
        tree = ast.parse(text)
        for node in ast.walk(tree):
            for key, name in list(_names_in(node)):
                if isinstance(node, ast.Global | ast.Nonlocal):
                    node.names = [known.get(each, each) for each in node.names]
                else:
                    setattr(node, key, known.get(name, name))
        return narrow(ast.unparse(tree) + "\n")


def _names_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The private names in ``node`` itself, each with its field."""
    for key in ("id", "attr", "name", "asname", "arg", "names"):
        value = getattr(node, key, None)
        for name in value if key == "names" and isinstance(value, list) else [value]:
            if isinstance(name, str) and _PRIVATE.fullmatch(name):
                yield key, name


def _families(trees: dict[str, ast.Module]) -> dict[str, str]:
    """Of each file one that stands for all whose classes inherit from one another."""
    family = {path: path for path in trees}
    homes: dict[str, list[str]] = {}
    classes = [
        (path, node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    for path, node in classes:
        homes.setdefault(node.name, []).append(path)
    for path, node in classes:
        for base in node.bases:
            name = base.attr if isinstance(base, ast.Attribute) else ast.unparse(base)
            for home in homes.get(name, []):
                old, new = family[home], family[path]
                family = {each: new if of == old else of for each, of in family.items()}
    return family


_PRIVATE = re.compile(r"_[a-z]\w*", re.IGNORECASE)


def is_python(path: str) -> bool:
    """Whether a file of the program is a module."""
    return path.endswith(".py")


def bare(text: str, is_lowered: bool = False) -> str:
    """Python source ``text`` without docstrings, comments and annotations.

    ``is_lowered``: it was written for CPython, see ``lowering``.
    """
    tree = ast.parse(text)
    tree = Bare().visit(lowered(tree) if is_lowered else tree)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def sent(text: str, is_lowered: bool = False, told: "Collection[str]" = ()) -> str:
    """Python source ``text`` as it is sent but for private names: bare, short, narrow.

    ``told``: see ``Short``.
    """
    tree = Short(told).visit(ast.parse(bare(text, is_lowered)))
    return narrow(ast.unparse(tree) + "\n")


def narrow(text: str) -> str:
    """Bare source with a blank for each four that lines are indented by.

    None has a text that goes over several lines.
    """
    return re.sub(r"(?m)^(?: {4})+", lambda match: " " * (len(match.group()) // 4), text)
