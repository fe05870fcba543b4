"""The peer of bench P1: closes a month with dictionaries and Decimal, in one process.

Usage: month-close.py CREDITS.csv AGENTS.csv SHAPES.json LINES.csv TURNS
TURNS times it reads everything and closes the month from memory (both timed apart); writes the lines of the last turn.
Prints one line of JSON: read_ms (list), close_ms (list), lines.
"""
import csv
import json
import sys
import time
from collections import defaultdict
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ONE = Decimal(1)
NOTHING = Decimal("0.00")


def rounded(value):
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def read(credits, agents, shapes):
    with open(credits, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        facts = [(int(agent), product, member, Decimal(amount)) for agent, product, member, amount in rows]
    with open(agents, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        people = [(int(agent), int(shape), Decimal(satisfied)) for agent, shape, satisfied in rows]
    with open(shapes, encoding="utf-8") as file:
        plans = json.load(file)
    members = [(member["id"], Decimal(member["share"])) for member in plans["members"]]
    blocks = [
        [
            {
                **block,
                "rate": Decimal(block["rate"]),
                "tiers": [(Decimal(tier["from"]), Decimal(tier["rate"])) for tier in block["tiers"]],
                "each": Decimal(block["each"]),
                "factors": [(Decimal(row["from"]), Decimal(row["times"])) for row in block["factors"]],
                "cap": Decimal(block["cap"]),
            }
            for block in shape
        ]
        for shape in plans["shapes"]
    ]
    return facts, people, members, blocks


def close(facts, people, members, shapes):
    sums = defaultdict(lambda: NOTHING)
    counts = defaultdict(int)
    sold = defaultdict(lambda: NOTHING)
    for agent, product, member, amount in facts:
        sums[agent, product] += amount
        counts[agent, product] += 1
        sold[agent, member] += amount
    lines = []

    def line(agent, component, member, basis, amount):
        if amount:
            lines.append((agent, component, member, basis, amount))

    for agent, shape, satisfied in people:
        for block in shapes[shape]:
            product = block["product"]
            kind = block["kind"]
            total = sums[agent, product]
            if kind == "marginal":
                tiers = block["tiers"]
                for row, (low, rate) in enumerate(tiers):
                    top = min(total, tiers[row + 1][0]) if row + 1 < len(tiers) else total
                    if top > low:
                        line(agent, f"tiers-{product}", "", top - low, rounded((top - low) * rate))
                continue
            if kind == "retroactive":
                rate = next(rate for low, rate in reversed(block["tiers"]) if low <= total)
                line(agent, f"tiers-{product}", "", total, rounded(total * rate))
                continue
            if kind == "override":
                for member, _ in members[1:]:
                    basis = sold[agent, member]
                    line(agent, f"override-{product}", members[0][0], basis, rounded(basis * block["rate"]))
                continue
            base = rounded(total * block["rate"])
            line(agent, f"rate-{product}", "", total, base)
            if kind == "rate_and_unit":
                line(agent, f"unit-{product}", "", block["each"], block["each"] * counts[agent, product])
            elif kind == "factor_and_cap":
                factor = next(times for low, times in reversed(block["factors"]) if low <= satisfied)
                change = rounded(base * (factor - ONE))
                line(agent, f"factor-{product}", "", base, change)
                paid = base + change
                if paid > block["cap"]:
                    line(agent, f"cap-{product}", "", paid, block["cap"] - paid)
            elif base:
                line(agent, f"split-{product}", "", base, -base)
                exact = [base * share for _, share in members]
                parts = [value.quantize(CENT, rounding=ROUND_FLOOR) for value in exact]
                left = int((base - sum(parts)) / CENT)
                order = sorted(range(len(members)), key=lambda index: (parts[index] - exact[index], index))
                for index in order[:left]:
                    parts[index] += CENT
                for (member, _), part in zip(members, parts):
                    line(agent, f"split-{product}", member, base, part)
    return lines


def main(credits, agents, shapes, out, turns):
    read_ms = []
    close_ms = []
    month = ()
    lines = []
    for _ in range(int(turns)):
        month = ()
        lines = []
        begun = time.perf_counter()
        month = read(credits, agents, shapes)
        read_ms.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        lines = close(*month)
        close_ms.append((time.perf_counter() - begun) * 1000)
    with open(out, "w", encoding="utf-8") as file:
        for agent, component, member, basis, amount in lines:
            file.write(f"{agent},{component},{member},{int(basis * 100)},{int(amount * 100)}\n")
    print(json.dumps({"read_ms": read_ms, "close_ms": close_ms, "lines": len(lines)}))


main(*sys.argv[1:])
