"""The part of YAML that the example configurations are written in, for tests without a YAML library.

Block mappings and sequences, flow collections, quoted and plain scalars, comments. Days stay text.
"""
import json
import re


def read(text):
    try: return json.loads(text)
    except ValueError: pass
    lines = []
    for line in text.splitlines():
        kept = without_comment(line)
        if kept.strip() and kept.strip() != "---": lines.append((len(kept) - len(kept.lstrip()), kept.strip()))
    value, rest = block(lines, lines[0][0]) if lines else ({}, [])
    if rest: raise ValueError(f"cannot read {rest[0][1]!r}")
    return value


def without_comment(line):
    quote = None
    for i, c in enumerate(line):
        if quote: quote = None if c == quote else quote
        elif c in "'\"": quote = c
        elif c == "#" and (i == 0 or line[i - 1] == " "): return line[:i].rstrip()
    return line.rstrip()


def block(lines, indent):
    """The collection whose entries stand at an indent, and the lines after it."""
    if lines[0][1].startswith("- "):
        values = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
            lines = [(indent + 2, lines[0][1][2:].strip())] + lines[1:]
            value, lines = entry(lines, indent + 2)
            values.append(value)
        return values, lines
    values = {}
    while lines and lines[0][0] == indent:
        key, rest = re.fullmatch(r"([^:\s]+):\s*(.*)", lines[0][1]).groups()
        if rest: values[key], lines = flow(rest), lines[1:]
        elif len(lines) > 1 and lines[1][0] > indent: values[key], lines = block(lines[1:], lines[1][0])
        else: values[key], lines = None, lines[1:]
    return values, lines


def entry(lines, indent):
    """A value that begins on the line of its dash."""
    if lines[0][1][0] not in "[{'\"" and re.match(r"[^:\s]+:(\s|$)", lines[0][1]): return block(lines, indent)
    return flow(lines[0][1]), lines[1:]


def flow(text):
    value, rest = flow_value(text.strip())
    if rest.strip(): raise ValueError(f"cannot read {text!r}")
    return value


def flow_value(text, inside=False):
    if text[0] in "[{":
        close, rest = {"[": "]", "{": "}"}[text[0]], text[1:].lstrip()
        values = [] if close == "]" else {}
        while rest[0] != close:
            if close == "}":
                key, rest = re.match(r"([^:\s]+):\s*(.*)", rest, re.S).groups()
                values[key], rest = flow_value(rest, True)
            else:
                value, rest = flow_value(rest, True)
                values.append(value)
            rest = rest.lstrip().removeprefix(",").lstrip()
        return values, rest[1:]
    quoted = re.match(r"'((?:[^']|'')*)'|\"([^\"]*)\"", text)
    if quoted:
        single = quoted[1]
        return (single.replace("''", "'") if single is not None else quoted[2]), text[quoted.end():]
    plain = re.match(r"[^,\]}]*", text)[0] if inside else text
    return scalar(plain.strip()), text[len(plain):]


def scalar(text):
    if text in ("", "null", "~"): return None
    if text in ("true", "false"): return text == "true"
    if re.fullmatch(r"-?\d+", text): return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text): return float(text)
    return text
