#!/usr/bin/env python3
"""Writes vectors/measures-more.json: measures and forecasts worked by brute force over the list of facts.

Standard library only and written apart from the engine: no accumulators, no shared formulas in code. Every figure is computed anew
from the whole list, distributions with lgamma, Student's t by integrating its density.   Usage: python3 measures.py
"""
import json, math, os, random
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction as F
from statistics import NormalDist

HERE = os.path.dirname(os.path.abspath(__file__))
CN = timezone(timedelta(hours=8))
CASES = []
SERIAL = [0]

# ---- facts and contracts ------------------------------------------------------------------------------------------------------
def fact(kind, at, **fields):
    SERIAL[0] += 1
    if len(at) == 10:
        at += "T10:00:00+08:00"
    out = {"id": "m%05d" % SERIAL[0], "kind": kind, "at": at}
    out.update({k: v for k, v in fields.items() if v is not None})
    return out

def when(f):
    return datetime.fromisoformat(f["at"].replace("Z", "+00:00"))

def day(f):
    return when(f).astimezone(CN).date()

def contract(rules, term=("2025-01-01", "2026-12-31"), **more):
    out = {
        "fealty": 1, "number": "VEC-M", "title": {"zh": "测试合同", "en": "Vector contract"}, "languages": ["zh", "en"],
        "mode": "company_led", "law": {"country": "CN", "as_of": "2026-03-01"}, "currency": "CNY",
        "time_zone": "Asia/Shanghai", "calendar": {"id": "CN", "hours": "09:00-18:00"},
        "term": {"from": term[0], "until": term[1]},
        "parties": {"company": {"name": "甲公司", "kind": "organisation"}, "agent": {"name": "乙代理", "kind": "person"}},
        "params": {},
        "clauses": [{"id": "C3.2", "title": {"zh": "衡量标准", "en": "Measures"},
                     "text": {"zh": "衡量。", "en": "Measured."}, "rules": rules}],
    }
    out.update(more)
    return out

def definition(name, **metric):
    return {"id": name, "kind": "definition", "metric": metric}

def goal(metric, every, name="goal", **keys):
    return {"id": name, "kind": "threshold", "bearer": "agent", "metric": metric, "every": every, "finding": "B4", **keys}

def case(name, why, rules, facts, as_of, metrics=(), instances=(), **more):
    as_of = as_of if "T" in as_of else as_of + "T00:00:00+08:00"
    expect = {}
    if metrics:
        expect["metrics"] = [rounded(m) for m in metrics]
    if instances:
        expect["instances"] = [rounded(i) for i in instances]
    CASES.append({"name": name, "why": why, "contract": contract(rules, **more), "facts": facts, "as_of": as_of, "expect": expect})

def rounded(item):
    def six(v):
        if isinstance(v, bool) or isinstance(v, (int, str)) or v is None:
            return v
        if isinstance(v, dict):
            return {k: six(x) for k, x in v.items()}
        v = round(float(v) + 0.0, 6)
        return v
    return {k: six(v) for k, v in item.items()}

# ---- calendar -----------------------------------------------------------------------------------------------------------------
def d(text):
    return date.fromisoformat(text)

def add_months(start, count):
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    for last in (31, 30, 29, 28):
        try:
            return date(year, month + 1, min(start.day, last))
        except ValueError:
            continue

def window(label, term=("2025-01-01", "2026-12-31")):
    """[from, to) as dates, cut to the term."""
    if label == "term":
        low, high = d(term[0]), d(term[1]) + timedelta(1)
    elif label.startswith("last"):
        end = d(label[-10:])
        low, high = end - timedelta(int(label.split()[1]) - 1), end + timedelta(1)
    elif "Q" in label:
        low = date(int(label[:4]), int(label[-1]) * 3 - 2, 1)
        high = add_months(low, 3)
    elif "H" in label:
        low = date(int(label[:4]), int(label[-1]) * 6 - 5, 1)
        high = add_months(low, 6)
    elif len(label) == 7:
        low = date(int(label[:4]), int(label[5:]), 1)
        high = add_months(low, 1)
    else:
        low, high = date(int(label), 1, 1), date(int(label) + 1, 1, 1)
    return max(low, d(term[0])), min(high, d(term[1]) + timedelta(1))

def inside(f, label, **k):
    low, high = window(label, **k)
    return low <= day(f) < high

def midnight(x):
    return datetime(x.year, x.month, x.day, tzinfo=CN)

def moment(text):
    return datetime.fromisoformat(text if "T" in text else text + "T00:00:00+08:00")

# ---- statistics ---------------------------------------------------------------------------------------------------------------
def z_of(confidence=0.95):
    return NormalDist().inv_cdf(0.5 + confidence / 2)

def wilson(x, n, confidence=0.95):
    if n == 0:
        return None, None
    z = z_of(confidence)
    # Roots of (p̂ − p)² = z² p (1 − p) / n.
    a, b, c = 1 + z * z / n, -(2 * x / n + z * z / n), (x / n) ** 2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))

def t_density(t, v):
    return math.exp(math.lgamma((v + 1) / 2) - math.lgamma(v / 2)) / math.sqrt(v * math.pi) * (1 + t * t / v) ** (-(v + 1) / 2)

def t_upper(t, v):
    """P(T > t) by Simpson's rule on the middle part."""
    if t < 0:
        return 1 - t_upper(-t, v)
    steps = 4000
    h = t / steps
    total = t_density(0, v) + t_density(t, v)
    for i in range(1, steps):
        total += (4 if i % 2 else 2) * t_density(i * h, v)
    return 0.5 - total * h / 3

def t_quantile(upper, v):
    low, high = 0.0, 700.0
    for _ in range(60):
        middle = (low + high) / 2
        if t_upper(middle, v) > upper:
            low = middle
        else:
            high = middle
    return (low + high) / 2

def t_interval(values, confidence=0.95):
    n = len(values)
    mean = sum(values, F(0)) / n
    if n < 2:
        return mean, None, None
    variance = sum((x - mean) ** 2 for x in values) / (n - 1)
    half = t_quantile((1 - confidence) / 2, n - 1) * math.sqrt(float(variance) / n)
    return mean, float(mean) - half, float(mean) + half

def share(name, period, x, n, **more):
    low, high = wilson(x, n)
    return {"id": name, "period": period, "n": n, "numerator": x, "denominator": n,
            "value": None if n == 0 else x / n, "low": low, "high": high, **more}

# ---- measures by brute force --------------------------------------------------------------------------------------------------
def first_answers(facts, field, low, high):
    """The counted answer of each invitation."""
    chosen = {}
    for f in sorted((f for f in facts if f["kind"] == "survey_answered"), key=lambda f: (when(f), f["id"])):
        value = f.get(field)
        ok = isinstance(value, int) and low <= value <= high
        if isinstance(value, list):
            ok = len(value) >= 3 and all(low <= v <= high for v in value)
        if ok and f["invitation"] not in chosen:
            chosen[f["invitation"]] = f
    return list(chosen.values())

def in_period(facts, period, **k):
    return [f for f in facts if inside(f, period, **k)]

def retention(facts, period):
    low, high = window(period)
    moves = {}
    for f in sorted(facts, key=lambda f: (when(f), f["id"])):
        moves.setdefault(f["customer"], []).append(f)
    def active(moves, moment):
        state = False
        for f in moves:
            if day(f) < moment:
                state = f["kind"] == "customer_joined"
        return state
    began = [m for m in moves.values() if active(m, low)]
    return sum(active(m, high) for m in began), len(began)

LEFT_OUT = {"cooling_off", "transfer", "death", "claim", "maturity"}
def persistency(facts, period, today, months=13, grace=60):
    """Policies whose grace ended in the window and before today: [(premium, kept)] and the number not ripe."""
    low, high = window(period)
    ripe, waiting = [], 0
    for issue in (f for f in facts if f["kind"] == "policy_issued"):
        own = [f for f in facts if f.get("policy") == issue["policy"]]
        due = add_months(day(issue), months - 1)
        end = due + timedelta(grace)
        if not low <= end < high or issue.get("single"):
            continue
        ended = [f for f in own if f["kind"] == "policy_ended" and day(f) <= end]
        if any(f["reason"] == "cooling_off" for f in ended):
            continue
        def pays(f):
            if f["kind"] != "premium_paid" or day(f) > end:
                return False
            if "policy_year" in f:
                return f["policy_year"] > (months - 1) / 12
            if "due" in f:
                return d(f["due"]) >= due
            return day(f) >= add_months(due, -1)
        kept = any(pays(f) for f in own)
        if not kept and any(f["reason"] in LEFT_OUT for f in ended):
            continue
        if end >= today:
            waiting += 1
            continue
        ripe.append((F(issue.get("first_year", issue.get("premium", "0"))), kept))
    return ripe, waiting

def persistency_metric(name, period, ripe, premiums=True):
    n, kept = len(ripe), sum(k for _, k in ripe)
    low, high = wilson(kept, n)
    out = {"id": name, "period": period, "n": n, "low": low, "high": high,
           "extra": {"policies": n, "kept_policies": kept, "count_value": kept / n if n else None}}
    if n == 0:
        return {**out, "value": None}
    if not premiums:
        return {**out, "numerator": kept, "denominator": n, "value": kept / n}
    total, got = sum(p for p, _ in ripe), sum(p for p, k in ripe if k)
    return {**out, "numerator": got, "denominator": total, "value": got / total}

def purchases(facts):
    """Qualifying purchases by customer: distinct local days."""
    back = {}
    for f in facts:
        if f["kind"] == "refund":
            back[f["order"]] = back.get(f["order"], F(0)) + F(f["amount"])
    days = {}
    for f in facts:
        if f["kind"] != "sale" or not f.get("customer") or F(f["amount"]) <= 0:
            continue
        if back.get(f.get("order"), F(0)) >= F(f["amount"]):
            continue
        days.setdefault(f["customer"], set()).add(day(f))
    return {c: sorted(s) for c, s in days.items()}

def repeat_rate(facts, period):
    low, high = window(period)
    counts = [sum(low <= x < high for x in days) for days in purchases(facts).values()]
    return sum(c >= 2 for c in counts), sum(c >= 1 for c in counts)

def cohort_rate(facts, period, today, horizon):
    low, high = window(period)
    ripe = [days for days in purchases(facts).values() if low <= days[0] < high and days[0] + timedelta(horizon) < today]
    return sum(len(x) > 1 and x[1] <= x[0] + timedelta(horizon) for x in ripe), len(ripe)

def alpha(rows):
    k = len(rows[0])
    def variance(xs):
        m = F(sum(xs), len(xs))
        return sum((x - m) ** 2 for x in xs) / (len(xs) - 1)
    parts = sum(variance([r[i] for r in rows]) for i in range(k))
    return F(k, k - 1) * (1 - parts / variance([sum(r) for r in rows]))

def nps_counts(answers):
    marks = [f["recommend"] for f in answers]
    return sum(m >= 9 for m in marks), sum(7 <= m <= 8 for m in marks), sum(m <= 6 for m in marks)

def nps_metric(name, period, counts, population=None):
    p, _, q = counts
    n = sum(counts)
    net = F(p - q, n)
    variance = F(p + q, n) - net ** 2
    if population:
        variance *= F(max(0, population - n), population - 1)
    half = 100 * z_of() * math.sqrt(float(variance / n))
    return {"id": name, "period": period, "n": n, "numerator": p - q, "denominator": n, "value": 100 * net,
            "low": max(-100.0, float(100 * net) - half), "high": min(100.0, float(100 * net) + half)}

# ---- seeded facts -------------------------------------------------------------------------------------------------------------
def spread(rng, low, high, count):
    """Dates between two days, in order."""
    span = (d(high) - d(low)).days + 1
    return [str(d(low) + timedelta(rng.randrange(span))) for _ in range(count)]

def answers(rng, low, high, count, prefix, draw):
    return [fact("survey_answered", at, customer="c%s%d" % (prefix, i), survey="s", invitation="%s%d" % (prefix, i), **draw(rng, i))
            for i, at in enumerate(sorted(spread(rng, low, high, count)))]

# ---- cases: measures ----------------------------------------------------------------------------------------------------------
def cases_of_answers():
    rng = random.Random(11)
    facts = answers(rng, "2026-01-01", "2026-03-31", 36, "t", lambda r, i: {"trust": [min(5, max(1, b + r.choice([-1, 0, 0, 1]))) for b in [r.choice([2, 3, 4, 5])] * 3]})
    facts += [fact("survey_answered", "2026-02-02", invitation="short", trust=[5, 5]), fact("survey_answered", "2026-02-02", invitation="wide", trust=[5, 6, 5]),
              fact("survey_answered", "2026-03-30", invitation="t0", trust=[1, 1, 1])]
    got = first_answers(facts, "trust", 1, 5)
    mean, low, high = t_interval([F(sum(f["trust"]), 3) * 25 - 25 for f in got])
    metric = {"id": "trust", "period": "2026-Q1", "n": len(got), "value": mean, "low": low, "high": high,
              "extra": {"cronbach_alpha": alpha([f["trust"] for f in got])}, "status": "ok"}
    state = "met" if mean >= 60 else "missed" if high < 60 else "indeterminate"
    case("trust: three items, alpha, repeat and impossible answers left out", "score = (mean − 1)/4 × 100, t interval over people",
         [definition("trust", measure="trust", window="quarter", min_n=30), goal("trust", "quarter", at_least=60)], facts, "2026-04-02",
         [metric], [{"ref": "C3.2/goal", "period": "2026-Q1", "state": state}])

    facts = answers(rng, "2026-01-01", "2026-01-31", 12, "u", lambda r, i: {"trust": [r.randint(4, 7) for _ in range(4)]})
    mean, low, high = t_interval([(F(sum(f["trust"]), 4) - 1) / 6 * 100 for f in facts], 0.99)
    case("trust: four items of seven points, 99 %", "the definition's scale and confidence count",
         [definition("trust", measure="trust", window="month", min_n=5, scale={"min": 1, "max": 7}, confidence="99%")], facts, "2026-02-02",
         [{"id": "trust", "period": "2026-01", "n": 12, "value": mean, "low": low, "high": high, "extra": {"cronbach_alpha": alpha([f["trust"] for f in facts])}}])

    facts = answers(rng, "2026-04-01", "2026-06-30", 44, "e", lambda r, i: {"effort": r.choice([3, 4, 5, 6, 6, 7, 7])})
    for top in (None, 6):
        mark = top or 5
        x = sum(f["effort"] >= mark for f in facts)
        case("effort: share of %d and more of 7" % mark, "default mark 5; `top` moves it",
             [definition("effort", measure="effort", window="quarter", min_n=30, **({"top": top} if top else {}))], facts, "2026-07-03",
             [share("effort", "2026-Q2", x, 44)])

    facts = answers(rng, "2026-01-01", "2026-03-31", 40, "n", lambda r, i: {"recommend": r.choice([2, 5, 6, 7, 8, 9, 9, 10, 10])})
    for population in (90, 40):
        case("nps of a known population of %d" % population, "finite population factor √((N − n)/(N − 1)); a census has no sampling error",
             [definition("nps", measure="nps", window="quarter", min_n=30, population=population)], facts, "2026-04-02",
             [nps_metric("nps", "2026-Q1", nps_counts(facts), population)])

    base = [fact("survey_answered", "2026-02-0%d" % (i + 1), invitation="k%d" % i, satisfaction=s) for i, s in enumerate([5, 4, 3, 5, 2, 5])]
    noise = [fact("survey_answered", "2026-02-01T08:00:00+08:00", invitation="k2", comment="half"), fact("survey_answered", "2026-02-01T09:00:00+08:00", invitation="k2", satisfaction=6),
             fact("survey_answered", "2026-02-20", invitation="k0", satisfaction=1), fact("survey_answered", "2026-02-05T07:00:00+08:00", invitation="k9", satisfaction=1)]
    noise += [fact("retracted", "2026-02-06", target=noise[-1]["id"]), fact("corrected", "2026-02-07", target=base[4]["id"], fields={"satisfaction": 5})]
    case("csat: half, impossible, second, retracted and corrected answers", "six invitations count: 5 4 3 5 5 5, of which top 5 counts four; from 2026-02-03 on 3 5 5 5, of which three are 4 or 5",
         [definition("csat", measure="csat", window="month", top=5, min_n=5), definition("usual", measure="csat", window="last 30 days", min_n=5)],
         base + noise, "2026-03-04", [share("csat", "2026-02", 4, 6), share("usual", "last 30 days@2026-03-04", 3, 4, status="not_enough_data")])

    sent, got = [], []
    for i in range(30):
        at = d("2026-01-05") + timedelta(i)
        sent.append(fact("survey_sent", str(at), survey="s", invitation="r%d" % i, **({"delivered": False} if i % 10 == 3 else {})))
        if i % 4 == 0:
            sent.append(fact("survey_sent", str(at + timedelta(7)), survey="s", invitation="r%d" % i))
        if i % 3 == 0:
            got.append(fact("survey_answered", str(at + timedelta(20)), survey="s", invitation="r%d" % i, satisfaction=4))
    got.append(fact("survey_answered", "2026-01-20", survey="s", invitation="never sent", satisfaction=5))
    first = {}
    for f in sent:
        first.setdefault(f["invitation"], day(f))
    delivered = {f["invitation"] for f in sent if f.get("delivered") is not False}
    back = {f["invitation"] for f in got}
    metrics = []
    for period in ("2026-01", "2026-02"):
        low, high = window(period)
        asked = [i for i in first if i in delivered and low <= first[i] < high]
        metrics.append(share("rate", period, sum(i in back for i in asked), len(asked)))
    case("response rate: by invitation and the day it was first sent", "reminders are the same invitation, undelivered ones are out, a late answer counts back",
         [definition("rate", measure="response_rate", window="month", min_n=5)], sent + got, "2026-04-01", metrics)

    facts = answers(rng, "2026-01-01", "2026-03-31", 9, "v", lambda r, i: {"satisfaction": r.randint(2, 5)})
    facts.append(fact("survey_answered", "2026-03-31T23:00:00+08:00", invitation="v0", satisfaction=1))
    mean, low, high = t_interval([F(f["satisfaction"]) for f in facts[:-1]])
    case("mean of answers: one for an invitation, Student's t with eight degrees", "the second answer of v0 is left out",
         [definition("mean", measure="mean", event="survey_answered", value="satisfaction", window="quarter", min_n=5)], facts, "2026-04-02",
         [{"id": "mean", "period": "2026-Q1", "n": 9, "numerator": sum(f["satisfaction"] for f in facts[:-1]), "value": mean, "low": low, "high": high}])

def cases_of_customers():
    rng = random.Random(23)
    facts = []
    for i in range(48):
        joined = str(d("2025-03-01") + timedelta(rng.randrange(380)))
        facts.append(fact("customer_joined", joined, customer="c%d" % i))
        if rng.random() < 0.4:
            left = d(joined) + timedelta(20 + rng.randrange(300))
            facts.append(fact("customer_left", str(left), customer="c%d" % i, reason="moved"))
            if rng.random() < 0.4:
                facts.append(fact("customer_joined", str(left + timedelta(30)), customer="c%d" % i))
    facts.append(fact("customer_left", "2026-02-02", customer="stranger"))
    facts.append(fact("customer_joined", "2026-01-01T00:00:00+08:00", customer="new at the edge"))
    facts = [f for f in facts if day(f) < d("2026-07-01")]
    results = {p: retention(facts, p) for p in ("2025-Q4", "2026-Q1", "2026-Q2", )}
    x, n = results["2026-Q1"]
    case("retention: joins, leavers, returners, a stranger and a join at the edge", "of those active when the window began, active when it ended",
         [definition("kept", measure="retention", window="quarter", min_n=10), goal("kept", "quarter", at_least="85%")], facts, "2026-07-01",
         [share("kept", p, *r) for p, r in results.items()],
         [{"ref": "C3.2/goal", "period": "2026-Q1", "state": "met" if x / n >= 0.85 else "missed"}])
    case("retention: nobody active at the start", "no share, not 0 and not 100 %",
         [definition("kept", measure="retention", window="quarter", min_n=1)], [fact("customer_joined", "2026-01-05", customer="c")], "2026-04-02",
         [{"id": "kept", "period": "2026-Q1", "n": 0, "value": None, "status": "not_enough_data"}])

    facts = []
    for i in range(60):
        at = d("2026-01-01") + timedelta(rng.randrange(120))
        for k in range(1 + rng.randrange(3)):
            facts.append(fact("sale", str(at), customer="b%d" % i, order="b%d-%d" % (i, k), amount=rng.choice(["20.00", "35.50", "8.00"])))
            at += timedelta(rng.choice([0, 0, 15, 40, 90, 130]))
    facts += [fact("refund", "2026-03-01", order="b1-0", amount="100.00"), fact("sale", "2026-02-01", customer="free", order="z", amount="0.00"),
              fact("sale", "2026-02-02", customer="free", order="z2", amount="0.00"), fact("sale", "2026-02-02", order="nobody", amount="9.00")]
    facts = [f for f in facts if day(f) <= d("2026-06-30")]
    x, n = repeat_rate(facts, "2026-Q1")
    case("repeat purchases of a quarter with returns, free and nameless ones", "distinct local days; returned in full does not count",
         [definition("rpr", measure="repeat_purchase_rate", window="quarter", min_n=30)], facts, "2026-07-01", [share("rpr", "2026-Q1", x, n), share("rpr", "2026-Q2", *repeat_rate(facts, "2026-Q2"))])
    metrics = [share("cohort", p, *cohort_rate(facts, p, d("2026-07-14"), 90)) for p in ("2026-01", "2026-03", "2026-04")]
    case("repeat purchases by cohort, 90 days", "first purchase of all in the month, second within 90 days, only where they are over: of April the first days",
         [definition("cohort", measure="repeat_purchase_rate", mode="cohort", horizon="90 days", window="month", min_n=1)], facts, "2026-07-14", metrics)
    x, n = repeat_rate(facts, "last 90 days@2026-06-30")
    case("repeat purchases of the last 90 days", "the window that ends today is 2026-04-02 … 2026-06-30",
         [definition("rpr", measure="repeat_purchase_rate", window="last 90 days", min_n=1)], facts, "2026-06-30T20:00:00+08:00", [share("rpr", "last 90 days@2026-06-30", x, n)])

def policies(rng):
    facts = []
    reasons = ["surrender", "death", "cooling_off", "transfer", "claim"]
    for i in range(50):
        issued = d("2024-11-01") + timedelta(rng.randrange(150))
        premium = rng.choice(["1200.00", "3600.00", "980.50", "15000.00"])
        own = dict(policy="P%d" % i, premium=premium)
        if i % 17 == 5:
            own["single"] = True
        if i % 9 == 4:
            own["first_year"] = "2000.00"
        facts.append(fact("policy_issued", str(issued), **own))
        fate = rng.random()
        due = add_months(issued, 12)
        if fate < 0.62:
            late = timedelta(rng.choice([-20, 0, 5, 59, 60, 61]))
            facts.append(fact("premium_paid", str(due + late), policy="P%d" % i, amount=premium, **rng.choice([{"policy_year": 2}, {"due": str(due)}, {}])))
        elif fate < 0.85:
            facts.append(fact("policy_ended", str(issued + timedelta(rng.choice([5, 200, 300]))), policy="P%d" % i, reason=rng.choice(reasons)))
    return facts

def cases_of_policies():
    rng = random.Random(37)
    facts = policies(rng)
    facts = [f for f in facts if day(f) < d("2026-07-01")]
    metrics = []
    for period in ("2026-Q1", "2026-Q2"):
        ripe, _ = persistency(facts, period, d("2026-07-01"))
        metrics.append(persistency_metric("p13", period, ripe))
    value = metrics[0]["value"]
    state = "met" if value >= F(3, 4) else "missed"
    case("13-month persistency by premium with every exclusion", "cohort of a window = policies whose grace (due 12 months on, 60 days) ends in it; Wilson on policies",
         [definition("p13", measure="persistency", months=13, window="quarter", min_n=5), goal("p13", "quarter", at_least="75%")], facts, "2026-07-01", metrics,
         [{"ref": "C3.2/goal", "period": "2026-Q1", "state": state}])

    one = [fact("policy_issued", "2025-01-31", policy="P", premium="1000.00"), fact("premium_paid", "2026-03-20", policy="P", policy_year=2, amount="1000.00")]
    for as_of, n in (("2026-03-31T12:00:00+08:00", 0), ("2026-04-01T23:59:59+08:00", 0), ("2026-04-02", 1)):
        case("13-month persistency: issued 2025-01-31, seen at %s" % as_of[:10], "due 2026-01-31, 60 days of grace end 2026-04-01; before that the policy is not ripe, paid or not",
             [definition("p13", measure="persistency", months=13, window="year", min_n=1)], one, as_of,
             [{"id": "p13", "period": "2026", "n": n, "value": 1.0 if n else None, "status": "ok" if n else "not_enough_data"}])

    facts = []
    for i in range(24):
        issued = d("2024-02-01") + timedelta(i)
        facts.append(fact("policy_issued", str(issued), policy="Q%d" % i))
        if i % 4:
            facts.append(fact("premium_paid", str(add_months(issued, 24) + timedelta(rng.choice([0, 10, 30, 31]))), policy="Q%d" % i, **({"policy_year": 3} if i % 2 else {})))
        facts.append(fact("premium_paid", str(add_months(issued, 12)), policy="Q%d" % i, policy_year=2))
    ripe, _ = persistency(facts, "2026-Q1", d("2026-05-01"), 25, 30)
    case("25-month persistency without amounts, 30 days of grace", "third annual premium; policies alone are counted",
         [definition("p25", measure="persistency", months=25, grace="30 days", window="quarter", min_n=5)], facts, "2026-05-01",
         [persistency_metric("p25", "2026-Q1", ripe, premiums=False)])

def cases_of_values():
    rng = random.Random(41)
    amounts = ["%d.%02d" % (rng.randrange(10, 900), rng.randrange(100)) for _ in range(21)]
    facts = [fact("sale", at, customer="c", order="s%d" % i, amount=a, product=rng.choice(["motor", "term"])) for i, (at, a) in enumerate(zip(sorted(spread(rng, "2026-01-01", "2026-03-31", 21)), amounts))]
    values = sorted(F(f["amount"]) for f in facts)
    motor = sorted(F(f["amount"]) for f in facts if f["product"] == "motor")
    if len(motor) % 2:
        facts.append(fact("sale", "2026-03-31T23:59:59+08:00", customer="c", order="even", amount="77.70", product="motor"))
        motor, values = sorted(motor + [F("77.70")]), sorted(values + [F("77.70")])
    def rank(xs, p):
        return xs[max(1, math.ceil(p * len(xs))) - 1]
    def median(xs):
        m = len(xs) // 2
        return xs[m] if len(xs) % 2 else (xs[m - 1] + xs[m]) / 2
    common = dict(event="sale", value="amount", window="quarter", min_n=1)
    case("median and percentiles of amounts, nearest rank", "money values in major units; an even number takes the mean of the two in the middle",
         [definition("middle", measure="median", **common), definition("motor", measure="median", when="event.product == 'motor'", **common),
          definition("p90", measure="percentile", percentile="90%", **common), definition("p25", measure="percentile", percentile="0.25", **common)],
         facts, "2026-04-02",
         [{"id": "middle", "period": "2026-Q1", "n": len(values), "value": median(values), "low": None}, {"id": "motor", "period": "2026-Q1", "n": len(motor), "value": median(motor)},
          {"id": "p90", "period": "2026-Q1", "value": rank(values, F(9, 10))}, {"id": "p25", "period": "2026-Q1", "value": rank(values, F(1, 4))}])
    mean, low, high = t_interval(values)
    case("sum, count and mean of money", "figures of money in major units; no interval for sums",
         [definition("sum", measure="sum", **common), definition("count", measure="count", event="sale", window="month", min_n=0), definition("mean", measure="mean", **common),
          goal("sum", "quarter", at_least=str(float(sum(values))))], facts, "2026-04-02",
         [{"id": "sum", "period": "2026-Q1", "n": len(values), "numerator": sum(values), "denominator": None, "value": sum(values), "low": None, "high": None},
          {"id": "mean", "period": "2026-Q1", "n": len(values), "value": mean, "low": low, "high": high}]
         + [{"id": "count", "period": p, "value": len(in_period(facts, p)), "numerator": len(in_period(facts, p))} for p in ("2026-01", "2026-02", "2026-03")],
         [{"ref": "C3.2/goal", "period": "2026-Q1", "state": "met"}])
    recent = [f for f in facts if inside(f, "last 45 days@2026-03-31")]
    case("sum and count of the last 45 days", "2026-02-15 … 2026-03-31",
         [definition("sum", measure="sum", event="sale", value="amount", window="last 45 days", min_n=1), definition("count", measure="count", event="sale", window="last 45 days", min_n=1)],
         facts, "2026-03-31T23:59:59.5+08:00",
         [{"id": "sum", "period": "last 45 days@2026-03-31", "value": sum(F(f["amount"]) for f in recent)}, {"id": "count", "period": "last 45 days@2026-03-31", "value": len(recent)}])
    clipped = [f for f in facts if day(f) >= d("2026-02-10")]
    case("a window cut by the term keeps its label", "sales before 2026-02-10 lie outside the term",
         [definition("sum", measure="sum", **common)], facts, "2026-04-02", [{"id": "sum", "period": "2026-Q1", "n": len(clipped), "value": sum(F(f["amount"]) for f in clipped)}],
         term=("2026-02-10", "2026-12-31"))

    contacts = [fact("contact_made", at, channel=rng.choice(["phone", "visit", "mail"]), purpose="care") for at in spread(rng, "2026-01-01", "2026-03-31", 37)]
    visits = sum(f["channel"] == "visit" for f in contacts)
    case("ratio of two counts", "a share with Wilson's interval",
         [definition("visits", measure="ratio", event="contact_made", window="quarter", min_n=10, numerator={"when": "event.channel == 'visit'"}, denominator={"when": "event.purpose == 'care'"}),
          goal("visits", "quarter", at_least="20%", decide="proven", strict=True)], contacts, "2026-04-02",
         [share("visits", "2026-Q1", visits, 37)],
         [{"ref": "C3.2/goal", "period": "2026-Q1", "state": "met" if wilson(visits, 37)[0] >= 0.2 else "missed" if wilson(visits, 37)[1] < 0.2 else "indeterminate"}])
    trade = [fact("sale", "2026-01-1%d" % i, customer="c", order="t%d" % i, amount="%d.00" % (100 + 7 * i)) for i in range(8)] + [fact("refund", "2026-02-11", order="t1", amount="50.00"), fact("refund", "2026-02-12", order="t2", amount="14.30")]
    sold = sum(F(100 + 7 * i) for i in range(8))
    case("ratio of two sums", "returned ÷ sold, no interval",
         [definition("returned", measure="ratio", window="quarter", min_n=1, numerator={"event": "refund", "value": "amount"}, denominator={"event": "sale", "value": "amount"}), goal("returned", "quarter", at_most="0.08")],
         trade, "2026-04-02", [{"id": "returned", "period": "2026-Q1", "n": 8, "numerator": F("64.30"), "denominator": sold, "value": F("64.30") / sold, "low": None, "high": None}],
         [{"ref": "C3.2/goal", "period": "2026-Q1", "state": "met" if F("64.30") / sold <= F("0.08") else "missed"}])
    scores = [fact("training_completed", at, course="k%d" % i, score=s) for i, (at, s) in enumerate(zip(spread(rng, "2026-01-01", "2026-06-30", 11), ["61.5", "70", "88.25", "92", "75", "66", "81.5", "79", "90", "58", "84"]))]
    mean, low, high = t_interval([F(f["score"]) for f in scores], 0.99)
    case("mean score with a 99 % interval", "half-year window, decimals exact",
         [definition("score", measure="mean", event="training_completed", value="score", window="half", confidence="0.99", min_n=5)], scores, "2026-07-02",
         [{"id": "score", "period": "2026-H1", "n": 11, "numerator": sum(F(f["score"]) for f in scores), "value": mean, "low": low, "high": high}])

def complaints(rng, first, last, count, within_days, prefix, until):
    """Complaints with their answers; returns facts and [(due, resolved)]."""
    facts, clocks = [], []
    for i in range(count):
        opened = moment(rng.choice(spread(rng, first, last, 1))) + timedelta(hours=rng.randrange(9, 18), minutes=rng.randrange(60))
        due = opened + timedelta(within_days)
        facts.append(fact("complaint_opened", opened.isoformat(), case="%s%d" % (prefix, i)))
        done = None
        if rng.random() < 0.85:
            done = opened + timedelta(days=rng.choice([0, 1, 2, 3, 4, 5, 6, 9]), hours=-rng.choice([0, 0, 1]))
            done = max(done, opened + timedelta(minutes=30))
            if done < until:
                facts.append(fact("complaint_resolved", done.isoformat(), case="%s%d" % (prefix, i)))
            else:
                done = None
        clocks.append((due, done))
    return facts, clocks

def within(clocks, period, as_of):
    low, high = (midnight(x) for x in window(period))
    due = [c for c in clocks if low <= c[0] < high and c[0] < as_of]
    return sum(c[1] is not None and c[1] <= c[0] for c in due), len(due)

DEADLINE = {"id": "answer", "kind": "deadline", "bearer": "agent", "starts": "complaint_opened", "ends": "complaint_resolved", "match": "case", "within": "5 days", "finding": "B5"}
def cases_of_clocks():
    rng = random.Random(53)
    as_of = moment("2026-03-25T12:00:00+08:00")
    facts, clocks = complaints(rng, "2026-02-01", "2026-03-22", 40, 5, "k", as_of)
    metrics = [share("met", p, *within(clocks, p, as_of)) for p in ("2026-02", "2026-03")]
    x, n = within(clocks, "2026-02", as_of)
    case("within: deadlines of five days, due ones only", "those open past their due time count against, those not due yet do not count",
         [DEADLINE, definition("met", measure="within", rule="answer", window="month", min_n=5), goal("met", "month", at_least="80%")], facts, as_of.isoformat(), metrics,
         [{"ref": "C3.2/goal", "period": "2026-02", "state": "met" if x / n >= 0.8 else "missed"}])
    facts = []
    for i in range(10):
        facts.append(fact("complaint_opened", "2026-03-%02dT10:00:00+08:00" % (i + 1), case="q%d" % i))
        if i < 9:
            facts.append(fact("complaint_resolved", "2026-03-%02dT10:00:00+08:00" % (i + 1 + (5 if i < 7 else 6)), case="q%d" % i))
    case("within: case Q16", "ten due, seven in time (at the very due instant), two late, one open past due: 70 %",
         [DEADLINE, definition("met", measure="within", rule="answer", window="month", min_n=5)], facts, "2026-03-25", [share("met", "2026-03", 7, 10)])

def cases_of_index():
    rng = random.Random(61)
    facts = answers(rng, "2025-10-01", "2025-12-31", 12, "a", lambda r, i: {"recommend": r.choice([6, 8, 9, 10]), "satisfaction": r.choice([3, 4, 5, 5]), "trust": [r.randint(3, 5) for _ in range(3)]})
    second = answers(rng, "2026-01-01", "2026-03-31", 12, "b", lambda r, i: {"recommend": r.choice([6, 8, 9, 10]), "satisfaction": r.choice([3, 4, 5, 5]), **({"trust": [4, 4, 5]} if i < 3 else {})})
    def parts(of):
        p, _, q = nps_counts(of)
        return {"nps": 100 * F(p - q, len(of)), "csat": F(sum(f["satisfaction"] >= 4 for f in of), len(of)),
                "trust": sum((F(sum(f["trust"]), 3) - 1) * 25 for f in of if "trust" in f) / max(1, sum("trust" in f for f in of))}
    def score(name, value):
        floor, ceiling = {"nps": (-100, 100), "csat": (F(1, 2), F(9, 10)), "trust": (40, 90)}[name]
        return 100 * min(F(1), max(F(0), (value - floor) / (ceiling - floor)))
    weights = {"nps": F(1, 2), "csat": F(3, 10), "trust": F(1, 5)}
    before, now = parts(facts), parts(second)
    q4 = {k: weights[k] * score(k, before[k]) for k in weights}
    results = {
        "reweight": sum(weights[k] * score(k, now[k]) for k in ("nps", "csat")) / F(4, 5),
        "carry_last": sum(weights[k] * score(k, now[k]) for k in ("nps", "csat")) + q4["trust"],
        "indeterminate": None,
    }
    for missing, value in results.items():
        rules = [definition("nps", measure="nps", window="quarter", min_n=5), definition("csat", measure="csat", window="quarter", min_n=5),
                 definition("trust", measure="trust", window="quarter", min_n=5),
                 definition("loyalty", measure="index", window="quarter", min_n=0, missing=missing,
                            parts=[{"metric": "nps", "weight": "50%", "floor": -100, "ceiling": 100}, {"metric": "csat", "weight": "30%", "floor": "0.5", "ceiling": "0.9"}, {"metric": "trust", "weight": "20%", "floor": 40, "ceiling": 90}])]
        case("index with a part below its min_n: %s" % missing, "trust has three answers in the second quarter; contributions sum to the index",
             rules, facts + second, "2026-04-02",
             [{"id": "loyalty", "period": "2025-Q4", "n": None, "numerator": None, "value": sum(q4.values()), "status": "ok", "extra": {"C3.2/" + k: v for k, v in q4.items()}},
              {"id": "loyalty", "period": "2026-Q1", "value": value, "status": "ok" if value is not None else "indeterminate"},
              {"id": "trust", "period": "2026-Q1", "status": "not_enough_data"}])

# ---- forecasts ----------------------------------------------------------------------------------------------------------------
def beta_binomial(m, a, b):
    if m == 0:
        return [1.0]
    def lb(x, y):
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)
    return [math.exp(math.lgamma(m + 1) - math.lgamma(k + 1) - math.lgamma(m - k + 1) + lb(k + a, m - k + b) - lb(a, b)) for k in range(m + 1)]

def negative_binomial(size, mean):
    p = mean / (size + mean)
    out, k, total = [], 0, 0.0
    while total < 1 - 1e-13 or k < mean:
        out.append(math.exp(math.lgamma(size + k) - math.lgamma(size) - math.lgamma(k + 1) + k * math.log(p) + size * math.log1p(-p)))
        total += out[-1]
        k += 1
        if k > 20000:
            break
    return out

def condense(weights, most):
    """[(value, weight)]: equal slices, each at the quantile of its middle."""
    kept = [(k, w) for k, w in enumerate(weights) if w > 1e-15 * max(weights)]
    if len(kept) <= most:
        return kept
    out, below, i = [], 0.0, 0
    for j in range(most):
        while below + kept[i][1] < (j + 0.5) / most:
            below += kept[i][1]
            i += 1
        out.append((kept[i][0], 1 / most))
    return out

def pace(past):
    """past: [(count, length)] → (size, windows)."""
    past = [(c, l) for c, l in past if l > 0]
    count, length = sum(c for c, _ in past), sum(l for _, l in past)
    if length == 0 or count == 0:
        return 0.5, length
    mean, size = count / length, 2.0
    if len(past) >= 3:
        variance = sum(l * (c / l - mean) ** 2 for c, l in past) / length * len(past) / (len(past) - 1)
        size = min(50.0, max(0.5, mean * mean / (variance - mean))) if variance > mean else 50.0
    return size, size / mean

def further(past, count, elapsed):
    size, windows = pace(past)
    return size + count, (size + count) / (windows + elapsed) * (1 - elapsed)

def beta_prior(past):
    past = [(x, n) for x, n in past if n > 0]
    total, k = sum(n for _, n in past), len(past)
    if k < 3 or total <= k:
        return 0.5, 0.5
    p = sum(x for x, _ in past) / total
    msb = sum(n * (x / n - p) ** 2 for x, n in past) / (k - 1)
    msw = sum(n * (x / n) * (1 - x / n) for x, n in past) / (total - k)
    n0 = (total - sum(n * n for _, n in past) / total) / (k - 1)
    rho = (msb - msw) / (msb + (n0 - 1) * msw)
    strength = max(1.0, 1 / rho - 1) if rho > 1 / 101 else 100.0
    mean = (p * total + 0.5) / (total + 1)
    return strength * mean, strength * (1 - mean)

def elapsed_of(period, as_of, **k):
    low, high = (midnight(x) for x in window(period, **k))
    return (as_of - low) / (high - low)

def length_of(period):
    low, high = window(period)
    return (high - low).days

def past_of(counts, periods, now):
    return [(c, length_of(p) / length_of(now)) for c, p in zip(counts, periods)]

def share_chance(x, n, past, past_counts, elapsed, target, min_n):
    a, b = beta_prior(past)
    size, mean = further(past_counts, n, elapsed)
    total = 0.0
    for m, w in condense(negative_binomial(size, mean), 256):
        if n + m < min_n or n + m == 0:
            continue
        pmf = beta_binomial(m, a + x, b + n - x)
        total += w * sum(q for k, q in enumerate(pmf) if F(round(F(x + k, n + m) * 10 ** 6), 10 ** 6) >= target)
    return total

def forecast_case(name, why, rules, facts, as_of, chance, period, metrics=(), **more):
    case("forecast: " + name, why, rules, facts, as_of.isoformat(), metrics,
         [{"ref": "C3.2/goal", "period": period, "state": "running" if round(chance, 6) >= 0.5 else "at_risk", "probability": chance}], **more)

def silent_case(name, why, rules, facts, as_of, period, metrics=(), **more):
    case("forecast: " + name, why, rules, facts, as_of.isoformat(), metrics,
         [{"ref": "C3.2/goal", "period": period, "state": "running", "probability": None}], **more)

def gamma_upper(shape, x):
    """Q(shape, x) by Simpson's rule on u = t^shape / shape, which takes the pole at 0 away."""
    if x <= 0:
        return 1.0
    steps, top = 200000, x ** shape
    h = top / steps
    f = lambda v: math.exp(-(v ** (1 / shape)))
    total = f(0.0) + f(top) + sum((4 if i % 2 else 2) * f(i * h) for i in range(1, steps))
    return 1 - total * h / 3 / shape / math.gamma(shape)

def cases_of_forecasts():
    rng = random.Random(71)
    draw = lambda r, i: {"satisfaction": r.choice([3, 4, 4, 5, 5]), "recommend": r.choice([5, 7, 8, 9, 9, 10])}
    as_of = moment("2026-02-15")
    now = answers(rng, "2026-01-01", "2026-02-14", 26, "f", draw)
    x, n = sum(f["satisfaction"] >= 4 for f in now), 26
    e = elapsed_of("2026-Q1", as_of, term=("2026-01-01", "2026-12-31"))
    p = share_chance(x, n, [], [], e, F(8, 10), 20)
    forecast_case("satisfaction without earlier windows", "Jeffreys prior, negative binomial number of further answers, beta-binomial successes",
                  [definition("csat", measure="csat", window="quarter", min_n=20), goal("csat", "quarter", at_least="80%")], now, as_of, p, "2026-Q1",
                  [share("csat", "2026-Q1", x, n)], term=("2026-01-01", "2026-12-31"))
    silent_case("too few answers", "26 answers of 30 bear no judgement, and no warning either",
                [definition("csat", measure="csat", window="quarter", min_n=30), goal("csat", "quarter", at_least="80%")], now, as_of, "2026-Q1",
                [share("csat", "2026-Q1", x, n, status="not_enough_data")], term=("2026-01-01", "2026-12-31"))
    early = moment("2026-01-14")
    seen = [f for f in now if day(f) < d("2026-01-14")]
    good = sum(f["satisfaction"] >= 4 for f in seen)
    silent_case("the contract's first days", "13 of 90 days, and no window before them",
                [definition("csat", measure="csat", window="quarter", min_n=2), goal("csat", "quarter", at_least="80%")], seen, early, "2026-Q1",
                [share("csat", "2026-Q1", good, len(seen))], term=("2026-01-01", "2026-12-31"))
    periods = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    old = []
    for i, (low, high, count, good) in enumerate([("2025-01-01", "2025-03-31", 40, 0.9), ("2025-04-01", "2025-06-30", 55, 0.7), ("2025-07-01", "2025-09-30", 30, 0.85), ("2025-10-01", "2025-12-31", 48, 0.6)]):
        old += answers(rng, low, high, count, "g%d-" % i, lambda r, _: {"satisfaction": 5 if r.random() < good else 2, "recommend": r.choice([4, 7, 9, 9, 10])})
    past = [(sum(f["satisfaction"] >= 4 for f in in_period(old, q)), len(in_period(old, q))) for q in periods]
    p = share_chance(x, n, past, past_of([b for _, b in past], periods, "2026-Q1"), elapsed_of("2026-Q1", as_of), F(8, 10), 20)
    forecast_case("satisfaction with four earlier windows", "prior by moments over windows, pace by moments over windows",
                  [definition("csat", measure="csat", window="quarter", min_n=20), goal("csat", "quarter", at_least="80%")], old + now, as_of, p, "2026-Q1", [share("csat", q, *r) for q, r in zip(periods, past)])

    # Net promoter score: Dirichlet-multinomial in two steps.
    before = [nps_counts(in_period(old, q)) for q in periods]
    total = [sum(c[i] for c in before) for i in range(3)]
    scale = min(1.0, 20 / sum(total))
    counts = nps_counts(now)
    al = [0.5 + scale * total[i] + counts[i] for i in range(3)]
    size, mean = further(past_of([sum(c) for c in before], periods, "2026-Q1"), n, elapsed_of("2026-Q1", as_of))
    p = 0.0
    for m, w in condense(negative_binomial(size, mean), 32):
        if n + m < 20:
            continue
        for q, v in condense(beta_binomial(m, al[1], al[0] + al[2]), 32):
            rest = m - q
            for k, u in enumerate(beta_binomial(rest, al[0], al[2])):
                net = 100 * F(counts[0] + k - counts[2] - (rest - k), n + m)
                if F(math.floor(net * 10 ** 6 + F(1, 2)), 10 ** 6) >= 30:
                    p += w * v * u
    forecast_case("net promoter score with earlier windows", "promoters, passives and detractors as a Dirichlet-multinomial",
                  [definition("nps", measure="nps", window="quarter", min_n=20), goal("nps", "quarter", at_least=30)], old + now, as_of, p, "2026-Q1")

    # Mean of answers by Student's t.
    values = [F(f["satisfaction"]) for f in now]
    avg = sum(values) / n
    var = float(sum((v - avg) ** 2 for v in values) / (n - 1))
    size, mean = further([], n, e)
    p = 0.0
    for m, w in condense(negative_binomial(size, mean), 64):
        if n + m < 20:
            continue
        if m == 0:
            p += w * (avg >= F(42, 10))
            continue
        bound = ((4.2 - 0.5e-6) * (n + m) - n * float(avg)) / m
        p += w * t_upper((bound - float(avg)) / math.sqrt(var * (1 / n + 1 / m)), n - 1)
    forecast_case("mean of answers", "the mean of further answers is Student's t about the present mean",
                  [definition("mean", measure="mean", event="survey_answered", value="satisfaction", window="quarter", min_n=20), goal("mean", "quarter", at_least="4.2")], now, as_of, p, "2026-Q1", term=("2026-01-01", "2026-12-31"))

    # Median: at least half of all answers reach the bound.
    reach = sum(v >= 5 for v in values)
    p = 0.0
    for m, w in condense(negative_binomial(size, mean), 64):
        if n + m < 5:
            continue
        need = n + m - math.ceil(F(n + m, 2)) + 1
        p += w * sum(q for k, q in enumerate(beta_binomial(m, 0.5 + reach, 0.5 + n - reach)) if reach + k >= need)
    forecast_case("median of answers", "the share of answers that reach the bound",
                  [definition("middle", measure="median", event="survey_answered", value="satisfaction", window="quarter", min_n=5), goal("middle", "quarter", at_least="5")], now, as_of, p, "2026-Q1", term=("2026-01-01", "2026-12-31"))

    # Counts and sums: bunching from daily totals.
    months = ["2026-01", "2026-02", "2026-03", "2026-04"]
    sales = []
    for low, high, count in [("2026-01-01", "2026-01-31", 14), ("2026-02-01", "2026-02-28", 9), ("2026-03-01", "2026-03-31", 18), ("2026-04-01", "2026-04-12", 7)]:
        for at in sorted(spread(rng, low, high, count)):
            for _ in range(rng.choice([1, 1, 3])):
                sales.append(fact("sale", at, customer="c", order="h%d" % len(sales), amount="%d.00" % rng.choice([120, 300, 80, 1500])))
    as_of = moment("2026-04-13")
    def flow(amount):
        n = s = q = days = spreads = freedom = 0
        for month in months:
            low, high = window(month)
            high = min(high, d("2026-04-13"))
            length = (high - low).days
            of = [f for f in sales if low <= day(f) < high]
            daily = {}
            for f in of:
                daily[day(f)] = daily.get(day(f), 0) + amount(f)
            total = sum(amount(f) for f in of)
            n, s, q = n + len(of), s + total, q + sum(amount(f) ** 2 for f in of)
            spreads += sum(v * v for v in daily.values()) - total * total / length
            days, freedom = days + length, freedom + length - 1
        return s / n, q / n, max(1.0, spreads / freedom / (q / days))
    done = [len(in_period(sales, m)) for m in months[:3]]
    running = len(in_period(sales, "2026-04"))
    e = elapsed_of("2026-04", as_of)
    _, _, phi = flow(lambda f: 1)
    size, mean = further(past_of([c / phi for c in done], months[:3], "2026-04"), running / phi, e)
    mean *= phi
    widened = 1 / (1 / size + (phi - 1) / mean)
    target = 24
    p = sum(w for k, w in enumerate(negative_binomial(widened, mean)) if running + k >= target)
    forecast_case("number of sales", "negative binomial rest, widened by the bunching of daily totals",
                  [definition("count", measure="count", event="sale", window="month", min_n=0), goal("count", "month", at_least=target)], sales, as_of, p, "2026-04", term=("2026-01-01", "2026-12-31"))
    mu, square, phi = flow(lambda f: float(f["amount"]))
    size, count = further(past_of([c / phi for c in done], months[:3], "2026-04"), running / phi, e)
    count *= phi
    rest_mean = count * mu
    rest_var = phi * count * square + rest_mean ** 2 / size
    none = (1 + count / phi / size) ** -size
    some = rest_mean / (1 - none)
    some_var = (rest_var + rest_mean ** 2) / (1 - none) - some ** 2
    present = sum(float(f["amount"]) for f in in_period(sales, "2026-04"))
    bound = 9000 - 0.5e-6 - present
    p = (1 - none) * gamma_upper(some * some / some_var, bound * some / some_var)
    forecast_case("revenue", "compound of number and size, Gamma-matched beside the chance of no further sale",
                  [definition("sum", measure="sum", event="sale", value="amount", window="month", min_n=1), goal("sum", "month", at_least="9000.00")], sales, as_of, p, "2026-04", term=("2026-01-01", "2026-12-31"))

    # Waiting times.
    def matched(m1, m2):
        strength = max(1e-3, m1 * (1 - m1) / max(m2 - m1 * m1, 1e-12) - 1)
        return m1 * strength, (1 - m1) * strength
    buys = []
    for i in range(25):
        at = d("2026-01-01") + timedelta(rng.randrange(40))
        for k in range(rng.choice([1, 1, 2])):
            if at < d("2026-02-20"):
                buys.append(fact("sale", str(at), customer="w%d" % i, order="w%d-%d" % (i, k), amount="10.00"))
            at += timedelta(rng.randrange(5, 40))
    as_of = moment("2026-02-20")
    by = purchases(buys)
    n, x = len(by), sum(len(v) > 1 for v in by.values())
    waited = sum(((v[1] if len(v) > 1 else d("2026-02-20")) - v[0]).days for v in by.values())
    ev, rest = 0.5 + x, (d("2026-04-01") - d("2026-02-20")).days
    nothing = lambda t: (1 + t / waited) ** -ev
    a1 = matched(1 - nothing(rest), 1 - 2 * nothing(rest) + nothing(2 * rest))
    points = [rest * (i + 0.5) / 16 for i in range(16)]
    a2 = matched(sum(1 - nothing(t) for t in points) / 16, sum(1 - 2 * nothing(t) + nothing(2 * t) for t in points) / 16)
    size, mean = further([], n, elapsed_of("2026-Q1", as_of))
    again = beta_binomial(n - x, *a1)
    p = 0.0
    for m, w in condense(negative_binomial(size, mean), 256):
        if n + m < 20:
            continue
        new = beta_binomial(m, *a2)
        need = math.ceil(F(1, 4) * (n + m))
        tail = [sum(new[j:]) for j in range(m + 2)]
        p += w * sum(u * tail[min(max(0, need - x - k), m + 1)] for k, u in enumerate(again))
    forecast_case("repeat purchases", "conversions of waiting customers and of new ones, rate learnt from days waited",
                  [definition("rpr", measure="repeat_purchase_rate", window="quarter", min_n=20), goal("rpr", "quarter", at_least="25%")], buys, as_of, p, "2026-Q1", [share("rpr", "2026-Q1", x, n)], term=("2026-01-01", "2026-12-31"))

    moves = [fact("customer_joined", "2025-0%d-10" % (1 + i % 9), customer="y%d" % i) for i in range(45)]
    moves += [fact("customer_left", at, customer="y%d" % i) for i, at in enumerate(["2025-11-02", "2025-12-12", "2026-01-09", "2026-01-30", "2026-02-11"])]
    as_of = moment("2026-02-20")
    x, n = retention([m for m in moves], "2026-Q1")
    e = elapsed_of("2026-Q1", as_of)
    past = [retention(moves, q) for q in periods]
    losses, exposure = sum(b - a for a, b in past), sum(a + (b - a) / 2 for a, b in past)
    weight = min(1.0, 20 / losses) if losses else 1
    ev, time = 0.5 + weight * losses + (n - x), weight * exposure + e * (x + (n - x) / 2)
    stay = lambda t: (1 + t / time) ** -ev
    pmf = beta_binomial(x, *matched(stay(1 - e), stay(2 * (1 - e))))
    p = sum(q for k, q in enumerate(pmf) if k >= math.ceil(F(88, 100) * n))
    forecast_case("retention", "who is still active stays with the chance that losses so far and earlier ones show",
                  [definition("kept", measure="retention", window="quarter", min_n=30), goal("kept", "quarter", at_least="88%")], moves, as_of, p, "2026-Q1", [share("kept", "2026-Q1", x, n)])

    joined = [fact("customer_joined", "2025-12-%02d" % (1 + i % 9), customer="z%d" % i) for i in range(24)]
    silent_case("retention where nobody has left", "half a loss is the prior's, no customer's: it warns of nothing",
                [definition("kept", measure="retention", window="quarter", min_n=20), goal("kept", "quarter", at_least="99%")], joined, moment("2026-01-20"), "2026-Q1",
                [share("kept", "2026-Q1", 24, 24)], term=("2026-01-01", "2026-12-31"))
    facts = [f for f in policies(random.Random(97)) if day(f) < d("2026-02-25")]
    as_of = moment("2026-02-25")
    ripe, waiting = persistency(facts, "2026-Q1", d("2026-02-25"))
    x, n = sum(k for _, k in ripe), len(ripe)
    past = []
    for q in periods:
        r, _ = persistency(facts, q, d("2026-02-25"))
        past.append((sum(k for _, k in r), len(r)))
    a, b = beta_prior(past)
    pmf = beta_binomial(waiting, a + x, b + n - x)
    p = sum(q for k, q in enumerate(pmf) if k + x >= math.ceil(F(1, 2) * (n + waiting))) if n + waiting >= 5 else 0
    forecast_case("persistency", "the policies not ripe yet are known in number, each is kept with the posterior's chance",
                  [definition("p13", measure="persistency", months=13, window="quarter", min_n=5), goal("p13", "quarter", at_least="50%")], facts, as_of, p, "2026-Q1")

    as_of = moment("2026-03-12T18:00:00+08:00")
    facts, clocks = complaints(random.Random(101), "2026-01-02", "2026-03-10", 45, 5, "z", as_of)
    periods = ["2026-01", "2026-02"]
    past = [within(clocks, q, as_of) for q in periods]
    x, n = within(clocks, "2026-03", as_of)
    p = share_chance(x, n, past, past_of([b for _, b in past], periods, "2026-03"), elapsed_of("2026-03", as_of), F(60, 100), 5)
    forecast_case("deadlines met", "a share of those due, with two earlier months' pace",
                  [DEADLINE, definition("met", measure="within", rule="answer", window="month", min_n=5), goal("met", "month", at_least="60%")], facts, as_of, p, "2026-03", [share("met", "2026-03", x, n)], term=("2026-01-01", "2026-12-31"))

for make in (cases_of_answers, cases_of_customers, cases_of_policies, cases_of_values, cases_of_clocks, cases_of_index, cases_of_forecasts):
    make()
with open(os.path.join(HERE, "..", "measures-more.json"), "w", encoding="utf-8") as out:
    json.dump(CASES, out, ensure_ascii=False, indent=1)
    out.write("\n")
print(len(CASES), "cases")
