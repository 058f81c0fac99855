"""Few and cheap names for everything of ours in a packed program.

Which names are ours, ``pico_ours`` says.

New names are those MicroPython has in its ROM: they take no memory and are found quickly.
What can never meet shares names: a global and an attribute, globals of modules that do not
see each other's, and the arguments of all functions, which are named by their place.
"""

from __future__ import annotations

import ast
import keyword
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from string import ascii_letters, digits

from .pico_locals import PLACE, is_local, kept_by_name, named_in_calls
from .pico_ours import attributes, defined, inherited, is_chosen, known_names, passed_on, texts
from .pico_rom_names import FIXED, ROM
from .pico_scope import Scope, scopes
from .pico_uses import FIRST, in_order, uses

# Names the compiler takes for more than a name.
_SPECIAL = {"const", "errno", "micropython", "super", "uctypes"}


@dataclass
class Names:
    """New names: of globals (``module:name``), of arguments by place, of all else."""

    globals: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def new(self, name: str) -> str:
        """The new spelling of ``name``."""
        if ":" in name:
            return self.globals.get(name, name)
        if name.startswith(PLACE) and name[1:].isdigit():
            return self.places[int(name[1:])]
        return self.others.get(name, name)


def rename(parts: Mapping[str, ast.Module], foreign: set[str], fixed: dict[str, str]) -> None:
    """Give everything in the packed modules its new name, the most used ones first.

    ``foreign``: names from outside the program; ``fixed``: new names of some globals.
    """
    names = _Chooser(parts, foreign, fixed).names
    for tree in parts.values():
        counts: Counter[str] = Counter()
        for name, count in uses(tree).items():
            counts[names.new(name)] += count
        _Rename(names).visit(tree)
        # The first ones would be first without help.
        first = sorted(counts, key=lambda name: (-counts[name], name))[:FIRST]
        tree.body.insert(0, in_order(first))


class _Chooser:
    """Chooses the names: attributes', then arguments', then globals'."""

    def __init__(
        self, parts: Mapping[str, ast.Module], foreign: set[str], fixed: dict[str, str]
    ) -> None:
        self._trees = list(parts.values())
        self._fixed = fixed
        self._uses = {title: uses(tree) for title, tree in parts.items()}
        self._parts = parts
        self._texts = texts(self._trees)
        self._known = known_names() | foreign | self._texts | passed_on(self._trees)
        self._in_calls = {name for name in named_in_calls(self._trees) if name.isidentifier()}
        self._plain = {title: _plain(tree) for title, tree in parts.items()}
        self._bodies = [body for tree in self._trees for body in _class_bodies(tree)]
        self.names = Names()
        self._name_attributes()
        self._tables = {
            title: Counter(
                {
                    self.names.new(name): count
                    for name, count in found.items()
                    if is_chosen(name)
                }
            )
            for title, found in self._uses.items()
        }
        self._name_places()
        self._name_globals()

    def _name_attributes(self) -> None:
        made = {name for tree in self._trees for name in defined(tree)}
        ours = {name for name in made - self._known if not name.startswith(("__", "do_"))}
        used = [name for found in self._uses.values() for name in found]
        parts, total = Counter(used), sum(self._uses.values(), Counter())
        # A class body sees globals and builtins as well as what it binds itself.
        in_classes = {name for names, _ in self._bodies for name in names}
        avoid = made - ours | self._texts | in_classes | inherited(self._trees) | _SPECIAL
        asked = {node.attr for node in attributes(self._trees)}
        avoid |= asked - ours - self._known
        avoid |= {name for _, bound in self._bodies for name in bound} - ours
        by_use = sorted(ours & set(parts), key=lambda name: (-parts[name], -total[name], name))
        # An argument that is passed by name must hide nothing its function uses.
        kept = kept_by_name(self._trees)
        named = [name for name in by_use if name in kept]
        # Nor may it be another keyword, which a ``**`` of the same function may take.
        avoid |= set(self._fixed.values()) | self._in_calls - ours
        fresh = _targets(avoid.union(*self._plain.values()), parts)
        self.names.others = {name: next(fresh) for name in named}
        fresh = _targets(avoid | set(self.names.others.values()), parts)
        self.names.others.update({name: next(fresh) for name in by_use if name not in named})

    def _name_places(self) -> None:
        """Names of arguments: such as are in most tables anyway."""
        wanted = {name for found in self._uses.values() for name in found}
        count = 1 + max(
            [int(name[1:]) for name in wanted if name.startswith(PLACE)], default=-1
        )
        by_name = self._in_calls | kept_by_name(self._trees)
        self._by_name = {self.names.new(name) for name in by_name}
        plain = set().union(*self._plain.values())
        avoid = self._by_name | plain | _SPECIAL | set(self._fixed.values())
        for loaded, bound in self._bodies:  # a class in a function sees its arguments
            if any(name.startswith(PLACE) for name in loaded):
                avoid |= {self.names.new(name) for name in bound}
        total = sum(self._tables.values(), Counter())
        parts: Counter[str] = Counter()
        for table in self._tables.values():
            parts.update(set(table))
        offered = sorted(parts, key=lambda name: (-parts[name], -total[name], name))
        names = [name for name in offered if _is_name(name) and name not in avoid]
        fresh = _letters(avoid | set(parts))
        self.names.places = [
            names[at] if at < len(names) else next(fresh) for at in range(count)
        ]
        for title, found in self._uses.items():
            for name in found:
                if name.startswith(PLACE):
                    self._tables[title][self.names.new(name)] += found[name]

    def _name_globals(self) -> None:
        """Names of globals: such as are in the tables of the modules that use them."""
        total = sum(self._uses.values(), Counter())
        self._taken = {
            title: {self.names.new(name) for name in names}
            | {*self.names.places, *self._by_name, *_SPECIAL}
            for title, names in self._plain.items()
        }
        # Seen by name in the whole module; a late import only looks the name up once.
        self._seen = {title: _seen(tree) for title, tree in self._parts.items()}
        by_use = sorted(self._fixed) + sorted(
            {name for name in total if ":" in name} - set(self._fixed),
            key=lambda name: (-total[name], name),
        )
        for name in by_use:
            self._name_global(name)

    def _name_global(self, name: str) -> None:
        titles = [title for title, found in self._uses.items() if name in found]
        taken = set().union(*[self._taken[at] for at in titles if name in self._seen[at]])
        for loaded, bound in self._bodies:
            if name in loaded:
                taken |= {self.names.new(other) for other in bound}
        new = self._fixed.get(name) or self._best(titles, taken)
        self.names.globals[name] = new
        for title in titles:
            self._tables[title][new] += self._uses[title][name]
            if name in self._seen[title]:
                self._taken[title].add(new)

    def _best(self, titles: list[str], taken: set[str]) -> str:
        """The name that is in most of the tables, and there the most used one."""
        tables = [self._tables[title] for title in titles]
        offered = {
            name for table in tables for name in table if name not in taken and _is_name(name)
        }
        if not offered:
            known = Counter(name for table in self._tables.values() for name in table)
            return next(_targets(taken, known))
        return min(
            offered,
            key=lambda name: (
                sum(name not in table for table in tables),
                -sum(table[name] for table in tables),
                name,
            ),
        )


def _is_name(name: str) -> bool:
    """Whether anything of ours may be called so."""
    return (
        name.isascii()
        and name.isidentifier()
        and not keyword.iskeyword(name)
        and not name.startswith(("__", "do_"))
        and not is_local(name)
    )


def _plain(tree: ast.Module) -> set[str]:
    """Names that are looked up or bound in the module and not ours to choose."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and is_chosen(node.id):
            found.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
    return {name for name in found if is_chosen(name)}


def _seen(tree: ast.Module) -> set[str]:
    """Globals that are in the module itself; a late import does not put its name there."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)):
            found.add(node.name or "")
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
    return {name for name in found if ":" in name}


def _class_bodies(tree: ast.Module) -> Iterator[tuple[set[str], set[str]]]:
    """Of each class body: names it looks up outside itself, names it binds."""
    for scope in scopes(tree):
        if isinstance(scope.node, ast.ClassDef):
            yield _looked_up(scope), scope.names


def _looked_up(scope: Scope) -> set[str]:
    return {
        node.id
        for node in scope.own_nodes()
        if isinstance(node, ast.Name) and node.id not in scope.names
    }


def _targets(avoid: set[str], in_tables: Counter[str]) -> Iterator[str]:
    """New names, the cheapest first: fixed ones, ROM's, then any letters."""
    fixed, others = FIXED.split(), ROM.split()
    by_cost = sorted(fixed, key=lambda name: (-in_tables[name], len(name), name))
    by_cost += sorted(others, key=lambda name: (len(name), name))
    yield from (name for name in by_cost if _is_name(name) and name not in avoid)
    yield from _letters(avoid | set(in_tables) | set(by_cost))


def _letters(taken: set[str]) -> Iterator[str]:
    """Short names that are not ``taken``, the shortest first."""
    for length in (1, 2, 3):
        for letters in product(ascii_letters + "_" + digits, repeat=length):
            name = "".join(letters)
            if name not in taken and _is_name(name):
                yield name


class _Rename(ast.NodeTransformer):
    """Gives everything of ours its new name."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Rename what ``node`` binds or uses, and everything below it."""
        super().generic_visit(node)
        for name in ("id", "attr", "arg", "name"):
            old = getattr(node, name, None)
            if isinstance(old, str):
                setattr(node, name, self._names.new(old))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self._names.new(name) for name in node.names]
        return node
