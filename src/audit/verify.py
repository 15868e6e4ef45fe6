#!/usr/bin/env python3
"""Checks the hash chain of a cckm-bot audit log with Python's own library alone.

    python3 verify.py                            the evidence in the folder of this file
    python3 verify.py EXPORT [KEPT ...]          a whole export (audit export --format jsonl), and with it
                                                 anchors, log lines or an older export that somebody kept

Each entry's hash is the SHA-256 of "cckm-audit-v1", its number, the hash of the entry before and its text, joined
by line feeds, in UTF-8. So each covers all before it. Ends with 0 if all agrees, else with 1 and the first place
that does not.
"""
import hashlib
import json
import os
import re
import sys

HASH = re.compile(r"[0-9a-f]{64}\Z")
HALF = re.compile(r"[0-9a-f]{32}([0-9a-f]{32})?\Z")  # cards and lines in Slack show half of a hash


class Wrong(Exception):
    pass


def lines(path):
    with open(path, encoding="utf-8", errors="strict", newline="\n") as file:
        for number, line in enumerate(file, 1):
            yield f"{path}, line {number}", line


def is_place(seq, hash, form=HASH):
    return type(seq) is int and seq > 0 and isinstance(hash, str) and form.match(hash)


def sha256(text):
    """Half of a surrogate pair, which no UTF-8 has, was hashed as U+FFFD."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def told(data, depth=4):
    """A place of the log in a line, or in what a log collector made of it: fields in fields, as texts or as objects."""
    if isinstance(data, str):
        starts = [match.start() for match in re.finditer("{", data)][:4] if "hash" in data else []
        data = next((found for found in map(lambda start: parsed(data[start:]), starts) if found), None)
    if not isinstance(data, dict) or depth == 0:
        return None
    place = data["anchor"] if isinstance(data.get("anchor"), dict) else data
    if is_place(place.get("seq"), place.get("hash"), HALF):
        return place["seq"], place["hash"]
    return next(filter(None, (told(inner, depth - 1) for inner in data.values())), None)


def parsed(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def kept(paths):
    """What others kept: a hash for each number. Other lines of a log are passed over."""
    found = [(told(line), where) for path in paths for where, line in lines(path)]
    return [(*place, where) for place, where in found if place]


def at(seq):
    return "" if seq is None else f"#{seq}: "


def check(rows, anchors=(), begins=1):
    """Goes along the chain from its first entry, or from a later one; gives each entry that holds, as it is read."""
    expected, prev = begins, "0" * 64 if begins == 1 else None
    wanted = {}
    for seq, hash, where in anchors:
        wanted.setdefault(seq, []).append((hash, where))
    for where, line in rows:
        try:
            row = json.loads(line)
            seq, before, hash, body = row["seq"], row["prev"], row["hash"], row["body"]
            covered = f"cckm-audit-v1\n{seq}\n{before}\n{body}".encode("utf-8")
            entry = json.loads(body, parse_int=str)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Wrong(f"{at(expected)}{where} is no entry ({type(error).__name__})")
        if expected is None:
            expected, prev = seq, before
        if not is_place(seq, hash) or not isinstance(body, str) or not isinstance(entry, dict):
            raise Wrong(f"#{expected}: {where} is no entry")
        if seq != expected:
            raise Wrong(f"#{expected}: {where} has #{seq} in its place")
        if prev not in (None, before):
            raise Wrong(f"#{seq}: it was written after another entry than the one in front of it")
        if hashlib.sha256(covered).hexdigest() != hash:
            raise Wrong(f"#{seq}: its hash does not fit its text, its number and the hash before")
        for other, told in wanted.pop(seq, ()):
            if not hash.startswith(other):
                raise Wrong(f"#{seq}: {told} says that its hash was {other}; this or an entry before was rewritten")
        yield seq, hash, entry, row
        expected, prev = seq + 1, hash
    late = [seq for seq in wanted if seq >= (expected or 1)]
    if late:
        raise Wrong(f"#{expected or 1}: the log was cut; {wanted[min(late)][0][1]} tells of #{min(late)}")


def written(comment, hash):
    """Whether a text is the one that somebody wrote, whose SHA-256 the entry has."""
    return (sha256(comment["text"]) if comment else None) == hash


def check_told(request, own):
    """What request.json tells, against its entries; README.txt was made of the same."""
    (first, asked), last = own[0], [one for one in own if one[1]["kind"] not in ("reminded", "post_given_up")][-1]
    decided = [(seq, entry) for seq, entry in own
               if entry["kind"] in ("approved", "denied", "withdrawn") and entry["by"] != "policy"]
    calls = [(seq, entry) for seq, entry in own if entry["kind"] == "calling"]
    if not written(request["reason"], asked.get("reason")):
        raise Wrong(f"#{first}: the reason in request.json is not the one that was written")
    for (seq, entry), told in zip(decided, request["decisions"]):
        if not written(told["comment"], entry.get("comment")):
            raise Wrong(f"#{seq}: the comment in request.json is not the one that was written")
    facts = {
        "requester": (request["requester"]["id"], asked["by"]),
        "time": (request["askedAt"], asked["at"]),
        "operation": (request["operation"], asked["operation"]),
        "key": (request["key"]["arn"], asked["arn"]),
        "decisions": ([[told[name] for name in ("seq", "at", "by", "verdict")] for told in request["decisions"]],
                      [[seq, entry["at"], entry["by"], entry["kind"]] for seq, entry in decided]),
        "calls": (request["calls"], [{"seq": seq, **{name: entry[name] for name in ("at", "account", "before")}}
                                     for seq, entry in calls]),
        "outcome": (request["outcome"], {"seq": last[0], **last[1]}),
    }
    for name, (told, logged) in facts.items():
        if told != logged:
            raise Wrong(f"request.json tells otherwise of the {name} than its entries")


def check_evidence(folder):
    """The part of the log in this folder, what others kept of it, and the request that it is about."""
    path = lambda name: os.path.join(folder, name)
    with open(path("request.json"), encoding="utf-8") as file:
        request = json.load(file, parse_int=str)
    rows, own, covered = [], [], ""
    anchors = kept([path("anchors.jsonl")])
    for seq, hash, entry, row in check(lines(path("chain.jsonl")), anchors, begins=None):
        covered = f"#{seq}, {hash}"
        if entry.get("request") == request["id"]:
            rows.append(row)
            own.append((str(seq), entry))
            print(f"  #{seq}  {entry.get('at')}  {entry.get('kind')}  {entry.get('by', '')}".rstrip())
    if not own or [json.loads(line) for _, line in lines(path("entries.jsonl"))] != rows:
        raise Wrong("entries.jsonl and chain.jsonl do not have the same entries of this request")
    check_told(request, own)
    agree = f"{len(anchors)} places that others keep agree with it" if any(
        seq >= int(own[-1][0]) for seq, _, _ in anchors) else "nothing in anchors.jsonl covers the whole request"
    return f"the {len(own)} entries of {request['id']} are as they were written. The chain ends with {covered}; " \
           f"{agree}. Compare that with the places themselves."


def main(arguments):
    try:
        if not arguments:
            print("OK:", check_evidence(os.path.dirname(os.path.abspath(__file__))))
        else:
            count, last = 0, "none"
            for seq, hash, _, _ in check(lines(arguments[0]), kept(arguments[1:])):
                count, last = count + 1, f"#{seq}, {hash}"
            print(f"OK: {count} entries. The last is {last}.")
    except (Wrong, OSError, UnicodeError) as error:
        print("WRONG:", error)
        return 1
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        print(f"WRONG: a file of the evidence is not as it was made ({type(error).__name__}: {error})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
