"""From the text of a shell line to its simple commands, by a syntax tree: what bash would run, wherever it stands.

Pipelines, lists, loops, functions, substitutions and here-documents come to one flat list, each command with its words
resolved, its redirections and what it is fed. What bash might do with a part that the grammar does not know is not
guessed: it is noted in `Line.unclear`. It does not know what any command does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from deskhand.policy.shell import words as spelling
from deskhand.policy.shell.words import Word, plain

DEPTH_MAX = 60
SOURCE_CHARS_MAX = 100_000


@dataclass(frozen=True, slots=True)
class Redirect:
    """operator: ">", ">>", "<", ">&", "&>", ... target: the file or descriptor."""

    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Feed:
    """What comes in on the standard input. text: where it is known. source: the command before it in a pipeline. file:
    it is the text of a file on the desk. Without any of these it is not known."""

    text: str | None = None
    source: Simple | None = None
    file: bool = False


@dataclass(frozen=True, slots=True)
class Simple:
    """One simple command. words: its argv; none for assignments and redirections alone. folder: where it runs: "" is
    where the shell stands, None is not known. feed: None where nothing is fed to it. around: it stands for the
    redirections
    of a group of commands."""

    words: tuple[Word, ...]
    assigns: tuple[tuple[str, Word], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    feed: Feed | None = None
    folder: str | None = ""
    around: bool = False


@dataclass(slots=True)
class Line:
    """What was found in a text. functions: names that it defines itself. unclear: what is not understood in it."""

    commands: list[Simple] = field(default_factory=list)
    functions: set[str] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Redirected:
    """What redirections come to. words: of the command, that stand behind them. rest: statements that stand in the
    first line of a here-document."""

    feed: Feed | None
    made: list[Redirect] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    rest: list[Node] = field(default_factory=list)


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_bash.language()))


def read_line(text: str, folder: str | None = "", home: str = "~") -> Line:
    """The simple commands of a text, in the order in which they are written."""
    source = spelling.clean(text.replace("\0", ""))
    if len(source) > SOURCE_CHARS_MAX:
        return Line(unclear=["it is too long to be read"])
    data, root = _joined(source)
    walk = _Walk(data, folder, home, _assigned_once(root, data))
    walk.visit(root, None)
    if root.has_error:
        walk.line.unclear.insert(0, "its grammar is not understood")
    if "\0" in text:
        walk.line.unclear.append("it holds a NUL character")
    return walk.line


_CONTINUED = re.compile(rb"(?<!\\)((?:\\\\)*)\\\n")
_KEEPS_BACKSLASH = {"comment", "raw_string", "heredoc_body", "ansi_c_string", "heredoc_content"}


def _joined(source: str) -> tuple[bytes, Node]:
    """The source with its continued lines joined, as bash does before it looks for words; and its tree.

    The grammar takes a backslash and line end for a space. In comments and quotes it stays: there bash keeps it too.
    """
    data = source.encode("utf-8", "replace")
    for _ in range(8):
        root = _parser().parse(spelling.for_grammar(data)).root_node
        found = [
            match for match in _CONTINUED.finditer(data) if not _kept(root, match.end() - 2)
        ]  # fmt: skip
        if not found:
            break
        for match in reversed(found):
            data = data[: match.end() - 2] + data[match.end() :]
    return data, root


def _kept(root: Node, at: int) -> bool:
    node: Node | None = root.descendant_for_byte_range(at, at + 1)
    while node is not None:
        if node.type in _KEEPS_BACKSLASH:
            return True
        node = node.parent
    return False


def _assigned_once(root: Node, source: bytes) -> dict[str, Node]:
    """Variables that get a value at one place only, for sure and before what follows: name -> the value's node."""
    if b"=" not in source:
        return {}
    found: dict[str, Node | None] = {}
    waiting: list[tuple[Node, bool]] = [(root, True)]
    while waiting:
        node, sure = waiting.pop()
        if node.type == "variable_assignment":
            name = _text(source, node.child_by_field_name("name"))
            held = node.child_by_field_name("value")
            certain = sure and held is not None and node.children[1].type == "=" and name not in found
            found[name] = held if certain else None
        elif node.type in ("for_statement", "select_statement"):
            found[_text(source, node.child_by_field_name("variable"))] = None
        elif node.type == "command" and _text(source, node.child_by_field_name("name")) in _SETS_VARIABLES:
            found |= {_text(source, child): None for child in node.children if child.type == "word"}
        certain = sure and node.type in _CERTAIN
        first = node.type == "list"
        for number, child in enumerate(node.children):
            waiting.append((child, certain and (not first or number == 0)))
    return {} if "IFS" in found else {name: held for name, held in found.items() if held is not None}


_CERTAIN = {"program", "variable_assignments", "declaration_command", "list"}
_SETS_VARIABLES = {"read", "mapfile", "readarray", "printf", "getopts", "let", "eval", "source", ".", "unset"}


def _text(source: bytes, node: Node | None) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace") if node is not None else ""


_NESTED = {
    "program", "subshell", "compound_statement", "do_group", "if_statement", "elif_clause", "else_clause",
    "while_statement", "list", "negated_command", "case_statement", "case_item", "c_style_for_statement",
}  # fmt: skip
_MAYBE = {"if_statement", "while_statement", "case_statement", "for_statement", "c_style_for_statement", "list"}
_APART = {"subshell", "pipeline", "command_substitution", "process_substitution", "function_definition"}
_WORDS = {
    "word", "number", "string", "raw_string", "ansi_c_string", "translated_string", "concatenation", "expansion",
    "simple_expansion", "command_substitution", "process_substitution", "arithmetic_expansion", "brace_expression",
    "extglob_pattern", "regex", "test_operator", "variable_name", "special_variable_name", "array", "subscript",
    "unary_expression", "binary_expression", "postfix_expression", "ternary_expression", "parenthesized_expression",
    "file_descriptor",
}  # fmt: skip
_LITERAL = {"word", "number", "extglob_pattern", "test_operator", "regex", "variable_name"}


class _Walk:
    """One pass over a tree."""

    def __init__(self, source: bytes, folder: str | None, home: str, values: dict[str, Node]) -> None:
        self.line = Line()
        self._source = source
        self._folder = folder
        self._home = home
        self._values = values
        self._depth = 0
        self._loops: dict[str, list[Word]] = {}

    def visit(self, node: Node, feed: Feed | None) -> None:
        """The commands of a statement. feed: what it gets on its standard input."""
        if node.is_missing or node.is_error:
            self._note("its grammar is not understood")
        self._depth += 1
        before = self._folder
        if self._depth > DEPTH_MAX:
            self._note("it is nested too deep")
        else:
            self._statement(node, feed)
        if node.type in _APART:
            self._folder = before
        elif node.type in _MAYBE and self._folder != before and node.type != "list":
            self._folder = None
        self._depth -= 1

    def _statement(self, node: Node, feed: Feed | None) -> None:
        kind = node.type
        if kind in _NESTED or kind == "ERROR":
            self._children(node, feed)
        elif kind in ("command_substitution", "process_substitution"):
            self._apart(node, feed)
        elif kind in _WORDS or not node.is_named:
            self._dig(node)
        elif kind in _REDIRECTS:
            held = self._redirects([node], feed)
            self._emit(tuple(held.words), (), tuple(held.made), held.feed)
        elif handler := _STATEMENTS.get(kind):
            handler(self, node, feed)
        elif kind != "comment":
            self._note(f"{kind.replace('_', ' ')} is not understood")
            self._children(node, feed)

    def _plain_command(self, node: Node, feed: Feed | None) -> None:
        self._command(node, None, feed)

    def _variables(self, node: Node, feed: Feed | None) -> None:
        self._emit((), self._assignments(node), (), feed)

    def _test(self, node: Node, feed: Feed | None) -> None:
        self._dig(node)
        self._emit((plain("["),), (), (), feed)

    def _function(self, node: Node, feed: Feed | None) -> None:
        self.line.functions.add(self._text(node.child_by_field_name("name")))
        self._children(node, feed, skip=("word",))

    def _children(self, node: Node, feed: Feed | None, skip: tuple[str, ...] = ()) -> None:
        for child in node.children:
            if child.is_named and child.type not in skip:
                self.visit(child, feed)
            elif child.is_missing:
                self._note("its grammar is not understood")

    def _dig(self, node: Node) -> None:
        """The commands inside a word or an expression."""
        for child in node.children:
            if child.type in ("command_substitution", "process_substitution"):
                self._apart(child)
            elif child.children:
                self._dig(child)
            elif child.type in _LITERAL and re.search(r"(?<!\\)`|\$\(", self._text(child)):
                self._note("its grammar is not understood")

    def _apart(self, node: Node, feed: Feed | None = None) -> None:
        before = self._folder
        source = self._text(node).strip()
        if source.startswith("`") and "\\" in source:
            self._in_backticks(source[1:-1])
        else:
            self._children(node, feed)
        self._folder = before

    def _in_backticks(self, source: str) -> None:
        """Between backticks a backslash hides what would end them; bash takes it away and reads what is left."""
        inner = read_line(re.sub(r"\\([$`\\])", r"\1", source), self._folder, self._home)
        self.line.commands += inner.commands
        self.line.functions |= inner.functions
        for why in inner.unclear:
            self._note(why)

    def _loop(self, node: Node, feed: Feed | None) -> None:
        name = self._text(node.child_by_field_name("variable"))
        values = [word for child in node.children_by_field_name("value") for word in self._words(child)]
        self._loops[name] = values
        body = node.child_by_field_name("body")
        if body is not None:
            self.visit(body, feed)
        self._loops.pop(name, None)

    def _pipeline(self, node: Node, feed: Feed | None) -> None:
        for child in node.children:
            if child.is_named:
                count = len(self.line.commands)
                self.visit(child, feed)
                made = self.line.commands[count:]
                feed = Feed(source=made[-1] if len(made) == 1 else None)

    def _redirected(self, node: Node, feed: Feed | None) -> None:
        body = node.child_by_field_name("body")
        held = self._redirects(node.children_by_field_name("redirect"), feed)
        count = len(self.line.commands)
        if body is not None and body.type == "command":
            self._command(body, held, held.feed)
        elif body is None and held.words:
            self._emit(tuple(held.words), (), tuple(held.made), held.feed)
        else:
            if body is not None:
                self.visit(body, held.feed)
            if held.words:
                self._note("words after a redirection of a group are not understood")
            if held.made:
                around = Simple((), (), tuple(held.made), None, self._folder, around=body is not None)
                self.line.commands.append(around)
        made = self.line.commands[count:]
        for child in held.rest:
            self.visit(child, Feed(source=made[-1] if len(made) == 1 else None))

    def _redirects(self, nodes: list[Node], feed: Feed | None) -> _Redirected:
        """What the redirections come to."""
        held = _Redirected(feed)
        for node in nodes:
            if node.type == "herestring_redirect":
                words = [word for child in node.children if child.is_named for word in self._words(child)]
                sure = all(word.sure for word in words)
                held.feed = Feed(text="".join(word.text for word in words) if sure else None)
            elif node.type == "heredoc_redirect":
                inner = [child for child in node.children if child.type in ("file_redirect", "herestring_redirect")]
                more = self._redirects(inner, self._heredoc(node))
                held.feed = more.feed
                held.made += more.made
                held.words += more.words
                held.rest += [child for child in node.children if child.is_named and child.type not in _HEREDOC_PARTS]
            else:
                self._file_redirect(node, held)
        return held

    def _file_redirect(self, node: Node, held: _Redirected) -> None:
        """The grammar takes the words after a redirection's target for targets too; they are the command's."""
        operator = next((self._text(child) for child in node.children if not child.is_named), "?")
        targets = node.children_by_field_name("destination")
        held.made += [Redirect(operator, word) for child in targets[:1] for word in self._words(child)]
        held.words += [word for child in targets[1:] for word in self._words(child)]
        if _crosses_lines(self._source, targets):
            self._note("its grammar is not understood")
        if operator in ("<", "<&", "<>") and held.made:
            held.feed = _from_file(held.made[-1].target)

    def _heredoc(self, node: Node) -> Feed:
        begin = self._text(next((child for child in node.children if child.type == "heredoc_start"), None))
        body = next((child for child in node.children if child.type == "heredoc_body"), None)
        if body is None:
            return Feed(text="")
        if begin[:1] in "'\"\\":
            return Feed(text=self._text(body))
        self._dig(body)
        plain_text = not any(child.type != "heredoc_content" for child in body.children)
        return Feed(text=self._text(body) if plain_text else None)

    def _declaration(self, node: Node, feed: Feed | None) -> None:
        name = self._text(node.children[0])
        rest = [
            word
            for child in node.children[1:]
            if child.is_named and child.type != "variable_assignment"
            for word in self._words(child)
        ]
        self._emit((plain(name), *rest), self._assignments(node), (), feed)

    def _assignments(self, node: Node) -> tuple[tuple[str, Word], ...]:
        nodes = [node] if node.type == "variable_assignment" else node.children
        return tuple(self._assignment(child) for child in nodes if child.type == "variable_assignment")

    def _assignment(self, node: Node) -> tuple[str, Word]:
        name, held = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None:
            self._dig(name)
        if held is None:
            return self._text(name), plain("")
        if held.type == "array":
            self._dig(held)
            return self._text(name).partition("[")[0], Word(self._text(held), sure=False)
        found = spelling.words_of(self._pieces(held, in_quotes=True))
        return self._text(name).partition("[")[0], found[0] if len(found) == 1 else Word(self._text(held), sure=False)

    def _command(self, node: Node, outer: _Redirected | None, feed: Feed | None) -> None:
        """outer: the redirections of the statement that the command stands in."""
        argv: list[Word] = []
        assigns: list[tuple[str, Word]] = []
        inner: list[Node] = []
        if _crosses_lines(self._source, node.children):
            self._note("its grammar is not understood")
        for child in node.children:
            kind = child.type
            if kind == "variable_assignment":
                assigns.append(self._assignment(child))
            elif kind in _REDIRECTS:
                inner.append(child)
            elif kind == "subshell" or child.is_error or child.is_missing:
                self.visit(child, None)
            elif not _translates(child):
                argv += self._argument(child)
        held = self._redirects(inner, feed)
        before = outer or _Redirected(feed)
        words = (*argv, *held.words, *before.words)
        made = self._emit(words, tuple(assigns), (*before.made, *held.made), held.feed)
        for child in held.rest:
            self.visit(child, Feed(source=made))

    def _argument(self, node: Node) -> list[Word]:
        if node.type == "command_name":
            return self._words(node.children[0]) if node.children else [plain(self._text(node))]
        if node.is_named and node.type not in _WORDS:
            self._note(f"{node.type.replace('_', ' ')} is not understood")
            return []
        return self._words(node)

    def _emit(
        self,
        argv: tuple[Word, ...],
        assigns: tuple[tuple[str, Word], ...],
        redirects: tuple[Redirect, ...],
        feed: Feed | None,
    ) -> Simple | None:
        if not (argv or assigns or redirects):
            return None
        made = Simple(argv, assigns, redirects, feed, self._folder)
        self.line.commands.append(made)
        name = argv[0].text if argv else ""
        if name in ("cd", "pushd", "popd"):
            self._folder = self._moved(argv[1:])
        return made

    def _moved(self, operands: tuple[Word, ...]) -> str | None:
        places = [word for word in operands if word.text != "--" and not (word.sure and word.text[:1] == "-")]
        if not operands:
            return self._home
        if len(places) != 1 or not places[0].sure or places[0].pattern:
            return None
        return join(self._folder, places[0], self._home)

    def _words(self, node: Node) -> list[Word]:
        return spelling.words_of(self._pieces(node, in_quotes=False))

    def _pieces(self, node: Node, *, in_quotes: bool) -> str:
        """What `words.words_of` makes words of. in_quotes: an expansion stays one word."""
        kind = node.type
        if kind in _LITERAL or not node.is_named:
            return spelling.bare(self._text(node))
        match kind:
            case "string":
                return self._string(node)
            case "translated_string":
                return self._string(node.children[-1])
            case "raw_string":
                return spelling.quoted(self._text(node)[1:-1])
            case "ansi_c_string":
                return spelling.quoted(spelling.ansi_c(self._text(node)[2:-1]))
            case "concatenation":
                parts = [child for child in node.children if not _translates(child)]
                return "".join(self._pieces(child, in_quotes=in_quotes) for child in parts)
            case "simple_expansion" | "expansion":
                return self._expansion(node, in_quotes)
            case "brace_expression":
                self._dig(node)
                return self._text(node)
        return self._made_on_the_way(node, in_quotes)

    def _made_on_the_way(self, node: Node, in_quotes: bool) -> str:
        """A substitution or what is not understood: its commands are read, its value is not known."""
        if node.type in ("command_substitution", "process_substitution"):
            self._apart(node)
        else:
            self._dig(node)
        before = "/dev/fd/" if node.type == "process_substitution" else ""
        one_word = in_quotes or node.type in ("arithmetic_expansion", "process_substitution")
        return before + spelling.unknown(self._text(node), loose=not one_word)

    def _string(self, node: Node) -> str:
        """A string's pieces. What lies between its children is text of it too."""
        pieces, at = [], node.start_byte
        children = node.children
        for child in children:
            if child.type in ('"', "string_content") or (not child.is_named and child.type != "$"):
                continue
            pieces.append(self._content(at, child.start_byte, first=at == node.start_byte))
            pieces.append(self._pieces(child, in_quotes=True))
            at = child.end_byte
        pieces.append(self._content(at, node.end_byte - 1, first=at == node.start_byte))
        return "".join(pieces)

    def _content(self, begin: int, end: int, *, first: bool) -> str:
        text = self._source[begin:end].decode("utf-8", "replace")
        if first:
            text = text.removeprefix('"')
        return spelling.quoted(spelling.in_string(text))

    def _expansion(self, node: Node, in_quotes: bool) -> str:
        self._dig(node)
        source = self._text(node)
        name = source.removeprefix("$").removeprefix("{").removesuffix("}")
        if name in ("HOME", "PWD") and name not in self._values:
            folder = self._home if name == "HOME" else self._folder
            if folder:
                return folder if folder.startswith("~") else spelling.quoted(folder)
        if name in ("?", "#", "$", "!") or name.startswith("#"):
            return "0"
        held = self._values.get(name)
        if held is not None and held.start_byte < node.start_byte and self._depth < DEPTH_MAX:
            return self._held(held, source, loose=not in_quotes)
        if values := self._loops.get(name):
            return self._one_of(values, source)
        return spelling.unknown(source, loose=not in_quotes)

    def _held(self, held: Node, source: str, *, loose: bool) -> str:
        """The value of a variable that is known; its own substitutions were read where it is assigned."""
        if held.type not in ("word", "number", "string", "raw_string", "ansi_c_string", "concatenation"):
            return spelling.unknown(source, loose=loose)
        count = len(self.line.commands)
        self._depth += 1
        found = spelling.words_of(self._pieces(held, in_quotes=True))
        self._depth -= 1
        del self.line.commands[count:]
        if len(found) == 1 and found[0].sure:
            return spelling.value(found[0].text, loose=loose)
        start = spelling.quoted(found[0].start) if found else ""
        return start + spelling.unknown(source, loose=loose)

    def _one_of(self, values: list[Word], source: str) -> str:
        """The variable of a loop over names: when none of them begins like an option, it begins like the first one."""
        starts = {word.start[:1] for word in values}
        if "" in starts or (starts & set("-*?[") and not starts <= set("*?[")):
            return spelling.unknown(source, loose=True)
        same = posixpath.commonprefix([word.start for word in values if not word.pattern]) if values else ""
        if len(values) == 1 and values[0].sure and not values[0].pattern:
            return spelling.quoted(values[0].text)
        return (spelling.quoted(same) or spelling.NO_OPTION) + spelling.unknown(source, loose=False)

    def _text(self, node: Node | None) -> str:
        return _text(self._source, node)

    def _note(self, why: str) -> None:
        if why not in self.line.unclear:
            self.line.unclear.append(why)


def _crosses_lines(source: bytes, nodes: list[Node]) -> bool:
    """Whether there is the end of a line between these words of one command: then the grammar went astray."""
    if not nodes or nodes[0].start_point.row == nodes[-1].end_point.row:
        return False
    return any(b"\n" in source[first.end_byte : second.start_byte] for first, second in pairwise(nodes))


def _translates(node: Node) -> bool:
    """The dollar of $"...", which only asks for a translation of the string."""
    after = node.next_sibling if node.type == "$" else None
    return after is not None and after.type == "string" and after.start_byte == node.end_byte


def _from_file(target: Word) -> Feed:
    if target.text == "/dev/null":
        return Feed(text="")
    return Feed(file=bool(target.start) and not target.start.startswith("/dev/"))


_STATEMENTS: dict[str, Callable[[_Walk, Node, Feed | None], None]] = {
    "command": _Walk._plain_command,
    "redirected_statement": _Walk._redirected,
    "pipeline": _Walk._pipeline,
    "variable_assignment": _Walk._variables,
    "variable_assignments": _Walk._variables,
    "declaration_command": _Walk._declaration,
    "unset_command": _Walk._declaration,
    "test_command": _Walk._test,
    "for_statement": _Walk._loop,
    "function_definition": _Walk._function,
}
_REDIRECTS = {"file_redirect", "herestring_redirect", "heredoc_redirect"}
_HEREDOC_PARTS = {"heredoc_start", "heredoc_body", "heredoc_end", "file_redirect", "herestring_redirect", "comment"}


def join(folder: str | None, word: Word, home: str = "~") -> str | None:
    """Where a path leads from a folder, "." and ".." taken out; None where that is not known.

    A path from the folder where the shell stands ("") stays relative.
    """
    if not word.sure and not word.start:
        return None
    text = word.text if word.sure else word.start.replace(spelling.NO_OPTION, "")
    if not text and not word.sure:
        return None
    if word.home:
        text = home + text[1:]
    if text.startswith(("/", "~")) and (word.home or text.startswith("/")):
        return posixpath.normpath(text)
    if folder is None:
        return None
    return posixpath.normpath(posixpath.join(folder, text)) if text or folder else None
