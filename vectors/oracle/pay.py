"""Pay statements worked out slowly, from the text of the contract format alone: every figure is computed again from the facts
known at a moment, with exact fractions. Writes ../pay-more.json. Run: python3 vectors/oracle/pay.py

It shares nothing with the engine: no cells, no increments. Amounts are fractions of the minor unit until a line is rounded.
"""
import json
import os
import re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction as F

ZONE = timezone(timedelta(hours=8))
HERE = os.path.dirname(os.path.abspath(__file__))
# Days off and make-up workdays that the cases touch (2026 notice of the State Council).
OFF = {f"2026-{m:02d}-{d:02d}" for m, d in [(1, 1), (1, 2), (1, 3), (4, 4), (4, 5), (4, 6), (5, 1), (5, 2), (5, 3), (5, 4), (5, 5),
       (6, 19), (6, 20), (6, 21), (9, 25), (9, 26), (9, 27), (10, 1), (10, 2), (10, 3), (10, 4), (10, 5), (10, 6), (10, 7)]
       + [(2, d) for d in range(15, 24)]}
WORK = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}


# ---- values ---------------------------------------------------------------------------------------------------------------
def half_up(x):
    x = F(x)
    n = (abs(x) * 2 + 1) // 2
    return int(n) if x >= 0 else -int(n)


def fen(text):
    return int(F(text) * 100)


def yuan(n):
    n = int(n)
    return f"{'-' if n < 0 else ''}{abs(n) // 100}.{abs(n) % 100:02d}"


def rate(text):
    text = str(text)
    if text.endswith("%"):
        return F(text[:-1]) / 100
    if text.endswith("bp"):
        return F(text[:-2]) / 10000
    return F(text)


def day_of(text):
    return date.fromisoformat(text)


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(ZONE)


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def plus_months(day, n):
    index = day.year * 12 + day.month - 1 + n
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def plus(day, text):
    count, unit = text.split(" ", 1)
    count = int(count)
    if unit.startswith("day"):
        return day + timedelta(days=count)
    if unit.startswith("week"):
        return day + timedelta(days=7 * count)
    return plus_months(day, count * (12 if unit.startswith("year") else 1))


def workdays(a, b):
    n = 0
    while a < b:
        text = a.isoformat()
        n += text in WORK or (text not in OFF and a.weekday() < 5)
        a += timedelta(days=1)
    return n


def share_out(pool, shares):
    """Floor, then largest remainder, ties by listed order; a negative pool on its absolute value."""
    sign, pool = (-1 if pool < 0 else 1), abs(pool)
    exact = [pool * s for s in shares]
    parts = [int(e // 1) for e in exact]
    left = half_up(sum(exact)) - sum(parts)
    for i in sorted(range(len(parts)), key=lambda i: (-(exact[i] - parts[i]), i))[:max(left, 0)]:
        parts[i] += 1
    return [sign * p for p in parts]


# ---- periods --------------------------------------------------------------------------------------------------------------
SPAN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Period:
    def __init__(self, kind, day, term=None):
        k = SPAN[kind]
        self.whole = (date(day.year, (day.month - 1) // k * k + 1, 1),)
        self.whole += (plus_months(self.whole[0], k),)
        a, b = self.whole
        self.a, self.b = (max(a, term[0]), min(b, term[1] + timedelta(days=1))) if term else (a, b)
        m = self.whole[0].month
        self.label = {"month": f"{day.year}-{m:02d}", "quarter": f"{day.year}-Q{(m + 2) // 3}",
                      "half": f"{day.year}-H{1 if m == 1 else 2}", "year": f"{day.year}"}[kind]


# ---- the contract ---------------------------------------------------------------------------------------------------------
def resolve(node, params):
    if isinstance(node, dict):
        return {k: resolve(v, params) for k, v in node.items()}
    if isinstance(node, list):
        return [resolve(v, params) for v in node]
    if isinstance(node, str):
        return re.sub(r"\{\{(\w+)\}\}", lambda m: str(params[m.group(1)]["value"]), node)
    return node


class Contract:
    def __init__(self, raw):
        self.raw = raw
        self.term = (day_of(raw["term"]["from"]), day_of(raw["term"]["until"]))
        self.go_live = day_of(raw["go_live"]) if "go_live" in raw else None
        self.close = raw.get("close", "timed")
        self.after = raw.get("closes_after", "0 days")
        agent = raw["parties"]["agent"]
        self.members, self.lead = agent.get("members", []), agent.get("lead")
        rules = [r for c in raw["clauses"] for r in c["rules"]]
        self.rules = {r["id"]: r for r in rules}
        self.set_off = any(r["kind"] == "power" and r["may"] == "set_off" for r in rules)
        plan = next(r["plan"] for r in rules if "plan" in r)
        self.kind = plan["period"]
        params = {k: dict(v) for k, v in raw.get("params", {}).items()}
        dated = [(self.term[0], 0, resolve(plan, params))]
        for a in sorted(raw.get("amendments", []), key=lambda a: (a["effective"], a["number"])):
            for k, v in a.get("set", {}).items():
                params[k]["value"] = v
            start = day_of(a["effective"])
            if a.get("applies", "next_period") == "next_period":
                p = Period(self.kind, start, self.term)
                start = start if p.a == start else p.b
            dated.append((start, a["number"], resolve(plan, params)))
        self.dated = dated

    def plan_on(self, day):
        return max((d for d in self.dated if d[0] <= max(day, self.term[0])), key=lambda d: (d[1]))[2]

    def periods(self):
        """The term's periods, then whole ones without end."""
        out, day = [], self.term[0]
        while day <= self.term[1]:
            p = Period(self.kind, day, self.term)
            p.in_term = True
            out.append(p)
            day = p.b
        out[-1].last = True
        day = out[-1].whole[1]
        for _ in range(40):
            p = Period(self.kind, day)
            p.in_term = False
            out.append(p)
            day = p.b
        for i, p in enumerate(out):
            p.i = i
            p.last = getattr(p, "last", False)
            p.opening = bool(self.go_live and p.b <= self.go_live)
        return out

    def slots(self, p):
        """Stretches of a period, each with one wording of the plan; equal wordings are one."""
        if not p.in_term:
            return [(p.a, p.b, self.plan_on(self.term[1]))]
        out, day = [], p.a
        while day < p.b:
            plan = self.plan_on(day)
            if not out or out[-1][2] != plan:
                out.append([day, day, plan])
            day += timedelta(days=1)
            out[-1][1] = day
        return out


# ---- facts as known at a moment -------------------------------------------------------------------------------------------
class Fact(dict):
    @property
    def at(self):
        return moment(self["at"])

    @property
    def day(self):
        return self.at.date()

    @property
    def learned(self):
        return max(self.at, moment(self.get("recorded_at", self["at"])))

    def key(self):
        return (self.at, self["id"])


def known(facts, until, strictly):
    seen = [Fact(f) for f in facts]
    seen = [f for f in seen if (f.learned < until if strictly else f.learned <= until)]
    unique = {f["id"]: f for f in seen}
    live = dict(unique)
    for c in sorted(seen, key=lambda f: (f.learned, f["id"])):
        if c["kind"] == "corrected" and c["target"] in live:
            old = live[c["target"]]
            live[c["target"]] = Fact({**old, **c["fields"], "recorded_at": old.get("recorded_at", old["at"])})
        if c["kind"] == "retracted":
            live.pop(c["target"], None)
    return [f for f in live.values() if f["kind"] not in ("corrected", "retracted")]


def holds(when, fact):
    if when is None:
        return True
    m = re.fullmatch(r"event\.(\w+) (==|!=|<=|>=|<|>) '?([^']*)'?", when)
    left, op, right = fact.get(m.group(1), ""), m.group(2), m.group(3)
    if op in ("==", "!="):
        return (str(left) == right) == (op == "==")
    left, right = F(left), F(right)
    return {"<=": left <= right, ">=": left >= right, "<": left < right, ">": left > right}[op]


class World:
    """What is known at one moment, and what each period reads of its measures."""

    def __init__(self, contract, facts, readings):
        self.c, self.facts, self.readings = contract, facts, readings
        self.ps = contract.periods()
        self.done = {}

    def of(self, *kinds):
        return sorted((f for f in self.facts if f["kind"] in kinds), key=Fact.key)

    def in_term(self, day):
        return self.c.term[0] <= day <= self.c.term[1]

    def index(self, day):
        return next((p.i for p in self.ps if p.whole[0] <= day < p.whole[1]), None)

    # -- credits
    def returned(self, fact, plan):
        """What came back of a sale: returns of its order in order of time, the earliest sale first, never more than it had."""
        r = plan.get("returns")
        if not r or r["match"] not in fact:
            return 0
        same = [f for f in self.facts if f["kind"] in {c["event"] for c in plan["credit"]} | {"opening_credit"}
                and f.get(r["match"]) == fact[r["match"]]]
        same.sort(key=lambda f: (f["kind"] != "opening_credit", f.key()))
        left = {f["id"]: fen(f["amount"]) for f in same}
        for back in self.of(r["event"]):
            if back.get(r["match"]) != fact[r["match"]]:
                continue
            amount = fen(back["amount"]) if "amount" in back else sum(left.values())
            for f in same:
                take = min(amount, left[f["id"]])
                left[f["id"]] -= take
                amount -= take
        return fen(fact["amount"]) - left[fact["id"]]

    def licensed(self, f, plan):
        """Who is paid for a sale holds a licence on its day: from its first day on, and no longer on the day it ends."""
        if "licence" not in plan:
            return True
        there = [m["id"] for m in self.c.members if day_of(m.get("from", "1900-01-01")) <= f.day <= day_of(m.get("until", "2199-12-31"))]
        splits = any(c["kind"] == "split" for c in plan["components"])
        need = [f["member"]] if f.get("member") in there else there if splits and there else [None]
        held = [g.get("member") for g in self.of("licence_recorded")
                if day_of(g["from"]) <= f.day and ("before" not in g or f.day < day_of(g["before"]))]
        return all(n in held for n in need)

    def credits(self):
        """(fact, crediting day, exact credited amount, wording of that day)"""
        out = []
        for f in sorted(self.facts, key=Fact.key):
            if not self.in_term(f.day):
                continue
            plan = self.c.plan_on(f.day)
            row = next((c for c in plan["credit"] if c["event"] == f["kind"] and holds(c.get("when"), f)), None)
            if not self.licensed(f, plan):
                continue
            if not row or row["amount"] not in f:
                continue
            gross = fen(f.get("amount", f[row["amount"]]))
            base = F(fen(f[row["amount"]])) * rate(f.get("share", "1"))
            if gross:
                base = base * (gross - self.returned(f, plan)) / gross
            if row.get("on", "at") == "at":
                out.append((f, f.day, base))
                continue
            mates = [g for g in self.facts if g["kind"] == f["kind"] and
                     any(k in f and g.get(k) == f[k] for k in ("order", "policy"))]
            price = sum(fen(g["amount"]) for g in mates)
            left = price
            for pay in self.of("premium_paid", *[k for k in self.c.raw.get("events", {}) if k.endswith("_paid")]):
                if not any(k in f and pay.get(k) == f[k] for k in ("order", "policy")):
                    continue
                part = min(fen(pay["amount"]) if "amount" in pay else price, left)
                left -= part
                if part:
                    out.append((f, pay.day, base * part / price))
        return [(f, d, x) for f, d, x in out if self.in_term(d) and not self.ps[self.index(d)].opening]

    # -- one period
    def lines(self, i):
        if i not in self.done:
            self.done[i] = self.compute(i)
        return self.done[i]["lines"]

    def after(self, i):
        if i < 0:
            return {"draw": {}, "carry": {}, "holds": [], "taken_back": [], "freed": {}}
        self.lines(i)
        return self.done[i]

    def opening(self, what, component):
        return sum(fen(f["amount"]) for f in self.of("opening_balance")
                   if f["what"] == what and f.get("component", component) == component)

    def start(self):
        live = next(p for p in self.ps if not p.opening)
        plan = self.c.slots(live)[-1][2]
        holds = []
        for c in plan["components"]:
            if c["kind"] == "holdback" and self.opening("holdback", c["id"]):
                due = plus(live.a - timedelta(days=1), c["release"]["after"])
                holds.append((c, "opening", self.opening("holdback", c["id"]), due))
        return {"draw": {c["id"]: self.opening("draw", c["id"]) for c in plan["components"] if c["kind"] == "draw"},
                "carry": {c["id"]: self.opening("carry", c["id"]) for c in plan["components"] if c["kind"] == "cap"},
                "holds": holds, "taken_back": [], "freed": {}}

    def compute(self, i):
        p = self.ps[i]
        live = next(q.i for q in self.ps if not q.opening)
        before = self.start() if i <= live else self.after(i - 1)
        run = {"lines": [], "draw": dict(before["draw"]), "carry": dict(before["carry"]), "holds": list(before["holds"]),
               "taken_back": list(before["taken_back"]), "freed": dict(before["freed"]), "excluded": []}
        if p.opening:
            return run
        slots = self.c.slots(p)
        end = slots[-1][2]
        order = [c["id"] for c in end["components"]]
        for a, b, plan in slots[:-1]:
            for n, c in enumerate(plan["components"]):
                if c["id"] not in order:
                    prev = plan["components"][n - 1]["id"] if n else None
                    order.insert(order.index(prev) + 1 if prev in order else 0, c["id"])
        mine = [(f, d, x) for f, d, x in self.credits() if self.index(d) == i]
        for cid in order:
            parts = [(a, b, c) for a, b, plan in slots for c in plan["components"] if c["id"] == cid]
            last = next((c for c in end["components"] if c["id"] == cid), None)
            kind = parts[-1][2]["kind"]
            if not p.in_term and kind not in ("clawback", "holdback"):
                continue
            getattr(self, "do_" + kind)(p, slots, parts, last, mine, run)
        self.release(p, run, None)
        run["lines"] = [l for l in run["lines"] if l["amount"]]
        return run

    @staticmethod
    def emit(run, component, amount, **more):
        run["lines"].append({"component": component["id"], "kind": component["kind"], "amount": amount, **more})

    @staticmethod
    def on(run, component, sums=True):
        ls = [l for l in run["lines"] if "on" not in component or l["component"] in component["on"]]
        return sum(l["amount"] for l in ls) if sums else ls

    @staticmethod
    def weighted(p, parts, key):
        days = (p.b - p.a).days
        return sum(F(fen(c[key]) * (b - a).days, days) for a, b, c in parts)

    def counted(self, mine, component, a, b):
        return [(f, x) for f, d, x in mine if a <= d < b and holds(component.get("when"), f)]

    def do_rate(self, p, slots, parts, last, mine, run):
        for a, b, c in parts:
            total = sum(x for _, x in self.counted(mine, c, a, b))
            self.emit(run, c, half_up(total * rate(c["rate"])), a=a, b=b)

    @staticmethod
    def slices(c, amount, quota, fixed):
        rows = []
        for row in c["table"]:
            text = str(row["from"])
            rows.append((quota * rate(text) if text.endswith("%") else fen(text) * fixed, rate(row["rate"])))
        if c["method"] == "retroactive":
            hit = [r for low, r in rows if low <= amount]
            return [(0, amount, hit[-1])] if hit else []
        out = []
        for n, (low, r) in enumerate(rows):
            high = rows[n + 1][0] if n + 1 < len(rows) else None
            top = amount if high is None else min(amount, high)
            if top > low:
                out.append((n, top - low, r))
        return out

    def fraction(self, c, a, b, cut, whole):
        how = c.get("prorate", "none")
        if how == "business_days":
            return F(workdays(a, b), workdays(*whole))
        span = whole if how == "calendar_days" else cut
        return F((b - a).days, (span[1] - span[0]).days)

    def do_tiers(self, p, slots, parts, last, mine, run):
        if parts[-1][2].get("accumulate", "period") != "period":
            if last:
                self.accumulated(p, last, run)
            return
        for a, b, c in parts:
            total = sum(x for _, x in self.counted(mine, c, a, b))
            q = F(fen(c.get("quota", "0"))) * self.fraction(c, a, b, (p.a, p.b), p.whole)
            fixed = F((b - a).days, (p.b - p.a).days) if len(slots) > 1 else 1
            for _, x, r in self.slices(c, total, q, fixed):
                self.emit(run, c, half_up(x * r), a=a, b=b)

    def accumulated(self, p, c, run):
        w = Period(c["accumulate"], p.a, self.c.term)
        live = next(q for q in self.ps if not q.opening)
        brought = 0
        if w.whole[0] < live.a < w.whole[1]:
            brought = self.opening("accumulator", c["id"])
        total = F(brought) + sum(x for f, d, x in self.credits() if w.a <= d < p.b and holds(c.get("when"), f))
        q = F(fen(c.get("quota", "0")))
        if not brought:
            q *= self.fraction(c, w.a, w.b, (w.a, w.b), w.whole)
        paid = {}
        for n, x, r in self.slices(c, F(brought), q, 1):
            paid[n] = half_up(x * r)
        for j in range(p.i):
            if self.ps[j].a >= w.a:
                for l in self.lines(j):
                    if l["component"] == c["id"]:
                        paid[l["slice"]] = paid.get(l["slice"], 0) + l["amount"]
        due = {n: half_up(x * r) for n, x, r in self.slices(c, total, q, 1)}
        for n in sorted(set(due) | set(paid)):
            self.emit(run, c, due.get(n, 0) - paid.get(n, 0), slice=n)

    def do_lookup(self, p, slots, parts, last, mine, run):
        for a, b, c in parts:
            sums = {}
            for f, x in self.counted(mine, c, a, b):
                row = next((n for n, r in enumerate(c["table"]) if all(str(r[k]) == str(f.get(k, "")) for k in c["keys"])), None)
                if row is None or ("from" in c and f.day < day_of(c["from"])):
                    run["excluded"].append(f["id"])
                else:
                    sums[row] = sums.get(row, 0) + x
            for n in sorted(sums):
                self.emit(run, c, half_up(sums[n] * rate(c["table"][n]["rate"])), row=n, a=a, b=b)

    def do_per_unit(self, p, slots, parts, last, mine, run):
        for a, b, c in parts:
            n = F(0)
            for f in self.of(c["event"]):
                if not (a <= f.day < b and self.in_term(f.day) and holds(c.get("when"), f)) or not self.licensed(f, self.c.plan_on(f.day)):
                    continue
                gross = fen(f.get("amount", "0"))
                back = self.returned(f, self.c.plan_on(f.day)) if "amount" in f else 0
                if back and back >= gross:
                    continue
                n += F(f.get("quantity", 1)) if c.get("count") == "quantity" else 1
            self.emit(run, c, half_up(n * fen(c["each"])), a=a, b=b)

    def reading(self, p, ref):
        return self.readings(p, ref)

    def do_multiplier(self, p, slots, parts, last, mine, run):
        if not last:
            return
        value = self.reading(p, last["metric"])
        rows = [F(r["times"]) for r in last["table"] if value is not None and rate(r["from"]) <= value]
        factor = rows[-1] if rows else F(last.get("indeterminate", "1.00"))
        self.emit(run, last, half_up(self.on(run, last) * (factor - 1)))

    def do_bonus(self, p, slots, parts, last, mine, run):
        if self.readings(p, parts[-1][2]["rule"]) == "met":
            self.emit(run, parts[-1][2], half_up(self.weighted(p, parts, "amount")))

    def do_split(self, p, slots, parts, last, mine, run):
        if not last:
            return
        ls = self.on(run, last, sums=False)
        if "on" not in last:
            ls = [l for l in ls if not l.get("member")]
        pool = sum(l["amount"] for l in ls)
        at = p.b - timedelta(days=1)
        team = [m for m in self.c.members if day_of(m.get("from", "0001-01-01")) <= at <= day_of(m.get("until", "9999-12-31"))]
        if not pool or not team:
            return
        self.emit(run, last, -pool)
        for m, x in zip(team, share_out(pool, [rate(m["share"]) for m in team])):
            self.emit(run, last, x, member=m["id"])

    def do_override(self, p, slots, parts, last, mine, run):
        for a, b, c in parts:
            to = c.get("to", self.c.lead)
            team = [m["id"] for m in self.c.members if m["id"] != to or c.get("own")]
            if c.get("of", "members") == "pay":
                if c is not last:
                    continue
                for m in team:
                    paid = sum(l["amount"] for l in self.on(run, c, sums=False) if l.get("member") == m)
                    self.emit(run, c, half_up(paid * rate(c["rate"])), member=to, source=m)
                continue
            for m in team:
                total = sum(x for f, x in self.counted(mine, c, a, b) if f.get("member") == m)
                self.emit(run, c, half_up(total * rate(c["rate"])), member=to, source=m, a=a, b=b)
            passed = {}
            if not any(r["event"] == "credit_from" for plan in [s[2] for s in slots] for r in plan["credit"]):
                for f in self.of("credit_from"):
                    if a <= f.day < b and holds(c.get("when"), f):
                        source = f.get("member") or f.get("source_contract") or f.get("contract", "")
                        passed[source] = passed.get(source, 0) + F(fen(f["amount"])) * rate(f.get("share", "1"))
            for source in sorted(passed):
                self.emit(run, c, half_up(passed[source] * rate(c["rate"])), member=to, source=source, a=a, b=b)

    def do_cap(self, p, slots, parts, last, mine, run):
        if not last:
            return
        at = self.weighted(p, parts, "at") if len(parts) == len(slots) else F(fen(last["at"]))
        total, carried = self.on(run, last), run["carry"].get(last["id"], 0)
        over = half_up(total - at)
        if total > at:
            self.emit(run, last, -over)
            if last["excess"] == "carry":
                carried += over
        elif carried:
            paid = min(carried, -over)
            self.emit(run, last, paid)
            carried -= paid
        if p.last and carried:
            if last.get("at_end") != "lapse":
                self.emit(run, last, carried)
            carried = 0
        run["carry"][last["id"]] = carried

    def do_floor(self, p, slots, parts, last, mine, run):
        at, total = self.weighted(p, parts, "at"), self.on(run, parts[-1][2])
        if total < at:
            self.emit(run, parts[-1][2], half_up(at - total))

    def do_draw(self, p, slots, parts, last, mine, run):
        c = parts[-1][2]
        at, total = self.weighted(p, parts, "amount"), self.on(run, c)
        balance = run["draw"].get(c["id"], 0)
        line = half_up(at - total) if total < at else -min(balance, half_up(total - at))
        self.emit(run, c, line)
        if c["recoverable"]:
            balance += line
            run["draw"][c["id"]] = 0 if p.last and c.get("at_end") == "forgive" else balance

    def do_holdback(self, p, slots, parts, last, mine, run):
        if not last:
            return
        held = half_up(self.on(run, last) * rate(last["rate"]))
        if held > 0:
            self.emit(run, last, -held)
            run["holds"].append((last, p.label, held, plus(p.b - timedelta(days=1), last["release"]["after"])))
        left, kept = max(-held, 0), []
        for c, label, amount, due in run["holds"]:
            part = min(left, amount) if c["id"] == last["id"] else 0
            left -= part
            self.emit(run, c, part)
            if part < amount:
                kept.append((c, label, amount - part, due))
        run["holds"] = kept
        self.release(p, run, last["id"], True)

    def works_on(self, p, c):
        order = [k["id"] for k in self.c.slots(p)[-1][2]["components"]]
        return lambda k: k in c["on"] if "on" in c else order.index(k) < order.index(c["id"])

    def held_of_taken_back(self, p, run, hold):
        c, label, held, _ = hold
        works_on = self.works_on(p, c)
        taken = sum(x for at, k, claw, x in run["taken_back"] if at == label and works_on(k) and not works_on(claw))
        before = run["freed"].get((c["id"], label), 0)
        return min(max(half_up(taken * rate(c["rate"])) - before, 0), held)

    def release(self, p, run, cid, early=False):
        """What is not released in full waits for the claw-backs of the period that stand after it and outside its lines."""
        kept = []
        for hold in run["holds"]:
            c, label, held, due = hold
            if (cid and c["id"] != cid) or due >= p.b:
                kept.append(hold)
                continue
            share = F(1)
            if "metric" in c["release"]:
                value = self.reading(p, c["release"]["metric"])
                rows = [] if value is None else [rate(r["share"]) for r in c["release"]["table"] if rate(r["from"]) <= value]
                share = None if value is None else rows[-1] if rows else F(0)
            if early and share != 1:
                plan = self.c.slots(p)[-1][2]["components"]
                here = [k["id"] for k in plan].index(c["id"])
                if any(k["kind"] == "clawback" and not self.works_on(p, c)(k["id"]) for k in plan[here + 1:]):
                    kept.append(hold)
                    continue
            back = self.held_of_taken_back(p, run, hold) if share != 1 else 0
            self.emit(run, c, back)
            run["freed"][c["id"], label] = run["freed"].get((c["id"], label), 0) + back
            if share is not None:
                self.emit(run, c, half_up((held - back) * share))
            elif held > back:
                kept.append((c, label, held - back, due))
        run["holds"] = kept

    # -- claw-back
    def do_clawback(self, p, slots, parts, last, mine, run):
        for n, (a, b, c) in enumerate(parts):
            for end in self.of(c["event"]):
                in_part = (a <= end.day or n == 0) and (end.day < b or n == len(parts) - 1)
                if self.index(end.day) != p.i or not in_part:
                    continue
                if "when" in c:
                    if not holds(c["when"], end):
                        continue
                elif end.get("reason") in ("death", "claim", "maturity", "company_fault"):
                    continue
                self.take_back(p, c, end, run)
        plan = self.c.slots(p)[-1][2]["components"]
        if [k["id"] for k in plan if k["kind"] == "clawback"][-1:] == [parts[0][2]["id"]]:
            for k in plan[:[k["id"] for k in plan].index(parts[0][2]["id"])]:
                if k["kind"] == "holdback":
                    self.release(p, run, k["id"])

    def take_back(self, p, c, end, run):
        match = c["match"]
        taken, found = {}, False
        for f in self.facts:
            if f.get(match) is None or f.get(match) != end.get(match):
                continue
            if f["kind"] == "opening_credit":
                found = True
                on = {k: fen(v) for k, v in f["earned"].items() if "on" not in c or k in c["on"]}
                kept = 1 - F(self.returned(f, self.c.plan_on(self.c.term[0])), fen(f["amount"]))
                sold = day_of(f["sold_at"])
                taken[""] = taken.get("", 0) + sum(on.values()) * kept * self.unearned(c, sold, end, f)
                continue
            if f["kind"] not in {r["event"] for r in self.c.plan_on(f.day)["credit"]}:
                continue
            found = True
            plan = self.c.plan_on(p.b)
            first = min((e for k in plan["components"] if k["kind"] == "clawback" for e in self.of(k["event"])
                         if e.get(k["match"]) is not None and e.get(k["match"]) == f.get(k["match"]) and e.day >= f.day), key=Fact.key, default=None)
            if first is None or f.day > end.day or first["id"] != end["id"]:
                continue
            part = self.unearned(c, f.day, end, f)
            for member, label, component, earned in self.earned(f, c, p, run):
                taken[member] = taken.get(member, 0) + earned * part
                run["taken_back"].append((label, component, c["id"], earned * part))
        if not found:
            run["excluded"].append(end["id"])
        for member, amount in taken.items():
            self.emit(run, c, -half_up(amount), **({"member": member} if member else {}))

    def unearned(self, c, sold, end, sale):
        if "cooling_off" in c:
            start = sold
            if c.get("cooling_from") == "policy_delivered" and (sale.get("policy") or end.get("policy")):
                names = {(k, f.get(k)) for f in (sale, end) for k in ("policy", "order") if f.get(k) is not None}
                given = sorted(f.day for f in self.of("policy_delivered") if f.day <= end.day and
                               any((k, f.get(k)) in names for k in ("policy", "order")))
                start = given[0] if given else None
            if start is None or end.day <= plus(start, c["cooling_off"]):
                return F(1)
        whole = (plus(sold, c["earn_over"]) - sold).days
        if c["unit"] == "day":
            return F(max(whole - (end.day - sold).days, 0), whole)
        count, unit = c["earn_over"].split(" ")
        months = int(count) * (12 if unit.startswith("year") else 1)
        n = max(k for k in range(months + 1) if plus_months(sold, k) <= end.day)
        return F(months - n, months)

    def earned(self, f, c, p, run):
        """A sale's share, by credited amount, of each line that counted it."""
        out = []
        for g, d, x in self.credits():
            j = self.index(d)
            if g["id"] != f["id"] or j > p.i:
                continue
            period = [(h, e, y) for h, e, y in self.credits() if self.index(e) == j]
            lines = run["lines"] if j == p.i else self.lines(j)
            plan_here = next(plan for a, b, plan in self.c.slots(self.ps[j]) if a <= d < b)
            for l in lines:
                component = next((k for k in plan_here["components"] if k["id"] == l["component"]), None)
                if component is None or ("on" in c and l["component"] not in c["on"]):
                    continue
                if "on" not in c and l["kind"] in ("draw", "holdback", "clawback", "split"):
                    continue
                if "a" in l and not l["a"] <= d < l["b"]:
                    continue
                group = [(h, e, y) for h, e, y in period if ("a" not in l or l["a"] <= e < l["b"])]
                if l["kind"] in ("rate", "tiers", "lookup", "override"):
                    if not holds(component.get("when"), f):
                        continue
                    group = [(h, e, y) for h, e, y in group if holds(component.get("when"), h)]
                if l["kind"] == "lookup":
                    row = component["table"][l["row"]]
                    fits = lambda h: all(str(row[k]) == str(h.get(k, "")) for k in component["keys"])
                    if not fits(f):
                        continue
                    group = [t for t in group if fits(t[0])]
                if l["kind"] == "override" and component.get("of", "members") == "members":
                    if f.get("member") != l["source"]:
                        continue
                    group = [t for t in group if t[0].get("member") == l["source"]]
                if l["kind"] == "per_unit":
                    if not holds(component.get("when"), f):
                        continue
                    whole = lambda h: not self.returned(h, plan_here) or self.returned(h, plan_here) < fen(h["amount"])
                    group = [t for t in group if holds(component.get("when"), t[0]) and whole(t[0])]
                    out.append((l.get("member", ""), self.ps[j].label, l["component"], F(l["amount"], len(group))))
                    continue
                total = sum(y for _, _, y in group)
                if total:
                    out.append((l.get("member", ""), self.ps[j].label, l["component"], l["amount"] * x / total))
        return out


# ---- closing --------------------------------------------------------------------------------------------------------------
def measures(contract, facts):
    """The few measures that the cases use, by month or quarter, for the latest window that ended by a period's end."""
    def window(kind, p):
        w = Period(kind, p.b - timedelta(days=1), contract.term)
        return w if w.b <= p.b else Period(kind, w.a - timedelta(days=1), contract.term) if w.a > contract.term[0] else None

    def value(ref, w):
        m = contract.rules[ref.split("/")[-1]]["metric"]
        inside = [f for f in facts if f["kind"] == m["event"] and w.a <= f.day < w.b]
        if m["measure"] == "csat":
            n = len(inside)
            return None if n < m["min_n"] else F(sum(int(f["satisfaction"]) >= 4 for f in inside), n)
        if m["measure"] == "count":
            return F(len(inside))
        raise ValueError(m["measure"])

    def read(p, ref):
        rule = contract.rules[ref.split("/")[-1]]
        if rule["kind"] == "definition":
            w = window(rule["metric"]["window"], p)
            return value(ref, w) if w else None
        w = window(rule["every"], p)
        if w is None or w.b <= p.a:
            return None
        v = value(rule["metric"], w)
        return None if v is None else "met" if v >= F(str(rule["at_least"])) else "missed"
    return read


def amounts(lines):
    out = {}
    for l in lines:
        key = (l["component"], l.get("member", ""))
        out[key] = out.get(key, 0) + l["amount"]
    return {k: v for k, v in out.items() if v}


def statements(case):
    c = Contract(case["contract"])
    facts = case["facts"]
    as_of = moment(case["as_of"])
    ps = c.periods()
    closes = []
    if c.close == "timed":
        closes = [(midnight(plus(p.b, c.after)), p.i) for p in ps if not p.opening]
    else:
        seen = set()
        for f in sorted(known(facts, as_of, False), key=lambda f: (f.learned, f["id"])):
            if f["kind"] == "statement_published":
                p = next((p for p in ps if p.label == f["period"]), None)
                if p and p.i not in seen and f.learned >= midnight(p.b):
                    seen.add(p.i)
                    closes.append((f.learned, p.i))
        closes += [(midnight(p.b), p.i) for p in ps if not p.in_term and p.i not in seen]
    closed, stated, pending, frozen_readings = {}, {}, {}, {}
    account = {"balance": 0, "used": 0}
    taken_back = set()

    def world(until, strictly):
        seen = known(facts, until, strictly)
        live = measures(c, seen)

        def read(p, ref):
            if (p.i, ref) in frozen_readings:
                return frozen_readings[p.i, ref]
            return live(p, ref)
        return World(c, seen, read), live

    def home():
        return next(p.i for p in ps if p.i not in closed and not p.opening)

    def true_ups(w):
        out = {}
        for i in closed:
            now = amounts(w.lines(i))
            for key in set(now) | set(stated[i]):
                delta = now.get(key, 0) - stated[i].get(key, 0)
                if delta:
                    out[i, key] = delta
        for f in w.of("opening_credit"):
            back = w.returned(f, c.plan_on(c.term[0]))
            for k, v in f["earned"].items():
                delta = -half_up(F(fen(v) * back, fen(f["amount"]))) - stated.get("open", {}).get((f["id"], k), 0)
                if delta:
                    out[f["id"], (k, "")] = delta
        return out

    def merge(into, more):
        for k, v in more.items():
            into[k] = into.get(k, 0) + v
            if not into[k]:
                del into[k]

    def adjustments(w, label):
        """Hand-made lines of a statement: two approvers, neither the one who made it. In the period named, or the first open one."""
        out = []
        for f in sorted(w.facts, key=lambda f: (f.learned, f["id"])):
            if f["kind"] != "adjustment":
                continue
            who = set(f["approved_by"])
            if len(who) < 2 or f.get("by") in who:
                continue
            shown = f["period"]
            target = next((p for p in ps if p.label == shown), None)
            if target is not None:
                when = {i: t for t, i in closes}
                if target.i in when and when[target.i] <= f.learned:
                    shown = next(p.label for p in ps if not p.opening and not (p.i in when and when[p.i] <= f.learned))
            if shown == label:
                out.append(f)
        return out

    def settle(w, label, payable, until, balance, used):
        paid = sum(fen(a["amount"]) for f in w.of("payment_made") for a in f.get("allocations", []) if a["statement"] == label)
        tax = sum(fen(f["amount"]) for f in w.of("tax_withheld") if f["statement"] == label)
        owed = max(0, -(balance + w.opening("account", "") + repaid(w)))
        declared = owed if c.set_off else sum(
            min(fen(f["amount"]), fen(f.get("undisputed", f["amount"]))) for f in w.of("set_off_notice")
            if moment(f.get("arrived", f["at"])) <= until) - used
        return paid, tax, max(0, min(owed, declared, payable - paid - tax))

    def repaid(w):
        sums = {}
        for f in w.of("payment_made"):
            for a in f.get("allocations", []):
                sums[a["statement"]] = sums.get(a["statement"], 0) + fen(a["amount"])
        return sum(-v for v in sums.values() if v < 0)

    for at, i in sorted(closes):
        if at > as_of:
            continue
        w, live = world(at, True)
        pending.setdefault(home(), {})
        due = true_ups(w)
        merge(pending[home()], due)
        for (i0, key), delta in due.items():
            slot = stated.setdefault("open", {}) if isinstance(i0, str) else stated[i0]
            k = (i0, key[0]) if isinstance(i0, str) else key
            slot[k] = slot.get(k, 0) + delta
        lines = w.lines(i)
        hand = adjustments(w, ps[i].label)
        tu = pending.get(i, {})
        if c.close == "published" and not ps[i].in_term and (lines or tu or hand) and at == midnight(ps[i].b):
            continue
        for ref in [r for r in c.rules if c.rules[r]["kind"] in ("definition", "threshold")]:
            for name in [ref] + [f"{cl['id']}/{ref}" for cl in c.raw["clauses"] if any(x["id"] == ref for x in cl["rules"])]:
                frozen_readings[i, name] = live(ps[i], name)
        payable = sum(l["amount"] for l in lines) + sum(tu.values()) + sum(fen(f["amount"]) for f in hand)
        paid, tax, off = settle(w, ps[i].label, payable, at, account["balance"], account["used"])
        account["balance"] += min(payable, 0) + off
        account["used"] += 0 if c.set_off else off
        closed[i] = {"lines": lines, "true_ups": dict(tu), "hand": hand, "payable": payable, "off": off, "after": w.after(i),
                     "account": account["balance"] + w.opening("account", "") + repaid(w), "excluded": w.done[i]["excluded"]}
        stated[i] = dict(amounts(lines))
    w, _ = world(as_of, False)
    at_home = home()
    tu_now = dict(pending.get(at_home, {}))
    merge(tu_now, true_ups(w))
    out = {}
    balance = account["balance"]
    for p in ps:
        if p.opening or midnight(p.a) > as_of:
            continue
        if p.i in closed:
            s = closed[p.i]
        else:
            lines, hand = w.lines(p.i), adjustments(w, p.label)
            tu = tu_now if p.i == at_home else pending.get(p.i, {})
            payable = sum(l["amount"] for l in lines) + sum(tu.values()) + sum(fen(f["amount"]) for f in hand)
            off = settle(w, p.label, payable, as_of, balance, account["used"])[2]
            balance += min(payable, 0) + off
            s = {"lines": lines, "true_ups": tu, "hand": hand, "payable": payable, "off": off, "after": w.after(p.i),
                 "account": balance + w.opening("account", "") + repaid(w), "excluded": w.done[p.i]["excluded"]}
        if not p.in_term and not (s["lines"] or s["true_ups"] or s["hand"]):
            continue
        out[p.label] = report(c, w, p, s, p.i in closed, settle(w, p.label, s["payable"], as_of, 0, 0))
    for label in {f["period"] for f in w.of("adjustment") if "/" in f["period"]}:
        hand = adjustments(w, label)
        if hand:
            total = sum(fen(f["amount"]) for f in hand)
            out[label] = {"components": {"adjustment": yuan(total)}, "payable": yuan(total)}
    return out


def report(c, w, p, s, is_closed, settled):
    comps, members = {}, {}
    for l in s["lines"]:
        comps[l["component"]] = comps.get(l["component"], 0) + l["amount"]
        if l.get("member"):
            members[l["member"]] = members.get(l["member"], 0) + l["amount"]
    for (_, (component, member)), v in s["true_ups"].items():
        if member:
            members[member] = members.get(member, 0) + v
    for f in s["hand"]:
        comps["adjustment"] = comps.get("adjustment", 0) + fen(f["amount"])
        if f.get("member"):
            members[f["member"]] = members.get(f["member"], 0) + fen(f["amount"])
    kind_of = {k["id"]: k["kind"] for _, _, plan in c.dated for k in plan["components"]}

    def of_kinds(*kinds):  # a true-up is of the kind of the component that it sets right
        return sum(l["amount"] for l in s["lines"] if l["kind"] in kinds) + sum(
            v for (_, (component, _)), v in s["true_ups"].items() if kind_of.get(component) in kinds)
    apart = of_kinds("draw", "holdback")
    out = {"status": "closed" if is_closed else "open", "payable": yuan(s["payable"]), "earned": yuan(s["payable"] - apart)}
    if comps:
        out["components"] = {k: yuan(v) for k, v in comps.items()}
    if members:
        out["members"] = {k: yuan(v) for k, v in members.items()}
    if s["true_ups"]:
        out["true_up"] = yuan(sum(s["true_ups"].values()))
    kinds = set(kind_of.values())
    if "holdback" in kinds:
        out["held"] = yuan(-of_kinds("holdback"))
    paid, tax, _ = settled
    if any(f["kind"] in ("payment_made", "tax_withheld", "set_off_notice") for f in w.facts) or c.set_off:
        out |= {"paid": yuan(paid), "withheld": yuan(tax), "set_off": yuan(s["off"]), "open": yuan(s["payable"] - paid - tax - s["off"])}
    after = s["after"]
    balances = {"account": s["account"]}
    if "draw" in kinds:
        balances["draw"] = sum(after["draw"].values())
    if "holdback" in kinds:
        balances["holdback"] = sum(h[2] for h in after["holds"])
    if "cap" in kinds:
        balances["carry"] = sum(after["carry"].values())
    if any(balances.values()) or len(balances) > 1:
        out["balances"] = {k: yuan(v) for k, v in balances.items()}
    return out


if __name__ == "__main__":
    import sys
    sys.path.insert(0, HERE)
    from pay_cases import CASES
    for case in CASES:
        everything = statements(case)
        wanted = case.pop("show", None)
        case["expect"] = {"statements": {k: v for k, v in everything.items() if wanted is None or k in wanted}}
    with open(os.path.join(HERE, "..", "pay-more.json"), "w", encoding="utf-8") as out:
        json.dump(CASES, out, ensure_ascii=False, indent=1)
        out.write("\n")
    print(len(CASES), "cases")
