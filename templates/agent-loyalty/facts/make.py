"""Writes the facts that drive every rule of the template to met, to missed and, where it can be, to excused.

Dates are chosen by hand below, by length of time and by period, against the 2026 holiday notice; nothing here computes a due
date. Run it after a rule was added: python3 templates/agent-loyalty/facts/make.py
"""
import json
import pathlib
import re
import yaml

HERE = pathlib.Path(__file__).parent
TEMPLATE = HERE.parent
NUMBER = {"company-led": "HX-2026-0001", "agent-led": "HX-2026-0002", "intermediary-led": "HX-2026-0003"}
MODE = {"company_led": "company-led", "agent_led": "agent-led", "intermediary_led": "intermediary-led"}

# A clock that starts on Tuesday 2026-03-10 at 10:00 (hours 09:00-12:00 and 13:30-18:00): the last moment in time that we use,
# one that is late, and a moment at which it is late without having ended.
START = "2026-03-10T10:00"
ENDS = {
    "2 hours": ("2026-03-10T11:45", "2026-03-10T12:30", "2026-03-11T09:00"),
    "2 business hours": ("2026-03-10T11:45", "2026-03-10T14:00", "2026-03-11T09:00"),
    "4 business hours": ("2026-03-10T15:15", "2026-03-10T16:00", "2026-03-11T09:00"),
    "24 hours": ("2026-03-11T09:30", "2026-03-11T10:30", "2026-03-12T09:00"),
    "2 business days": ("2026-03-12T17:30", "2026-03-13T09:30", "2026-03-16T09:00"),
    "3 business days": ("2026-03-13T17:30", "2026-03-16T09:30", "2026-03-17T09:00"),
    "5 business days": ("2026-03-17T17:30", "2026-03-18T09:30", "2026-03-19T09:00"),
    "10 business days": ("2026-03-24T17:30", "2026-03-25T09:30", "2026-03-26T09:00"),
    "15 business days": ("2026-03-31T17:30", "2026-04-01T09:30", "2026-04-02T09:00"),
    "10 days": ("2026-03-20T09:30", "2026-03-20T15:00", "2026-03-23T09:00"),
    "15 days": ("2026-03-25T09:30", "2026-03-25T15:00", "2026-03-26T09:00"),
    "30 days": ("2026-04-09T09:30", "2026-04-09T15:00", "2026-04-10T09:00"),
    "60 days": ("2026-05-09T09:30", "2026-05-09T15:00", "2026-05-11T09:00"),
    "90 days": ("2026-06-08T09:30", "2026-06-08T15:00", "2026-06-09T09:00"),
    "120 days": ("2026-07-08T09:30", "2026-07-08T15:00", "2026-07-09T09:00"),
}
# Recurring duties: the period looked at, an act in time, and a moment after the due time.
TURNS = {
    ("month", "0 days after end"): ("2026-05", "2026-05-20T10:00", "2026-06-01T09:00"),
    ("month", "5 business days after end"): ("2026-05", "2026-06-05T17:30", "2026-06-08T09:30"),
    ("month", "10 business days after end"): ("2026-05", "2026-06-12T17:30", "2026-06-15T09:30"),
    ("quarter", "day 10"): ("2026-Q2", "2026-04-10T17:30", "2026-04-11T09:00"),
    ("quarter", "day 20"): ("2026-Q2", "2026-04-20T17:30", "2026-04-21T09:00"),
    ("quarter", "0 days after end"): ("2026-Q2", "2026-05-20T10:00", "2026-07-01T09:00"),
    ("quarter", "10 business days after end"): ("2026-Q2", "2026-07-14T17:30", "2026-07-15T09:00"),
    ("quarter", "15 days after end"): ("2026-Q2", "2026-07-15T17:30", "2026-07-16T09:00"),
    ("half", "day 15"): ("2026-H2", "2026-07-15T17:30", "2026-07-16T09:00"),
    ("half", "0 days after end"): ("2026-H1", "2026-05-20T10:00", "2026-07-01T09:00"),
    ("half", "20 business days after end"): ("2026-H1", "2026-07-28T17:30", "2026-07-29T09:00"),
}
EARLIER = {"month": ["2026-02-05T10:00", "2026-03-05T10:00", "2026-04-03T10:00", "2026-05-08T10:00"], "quarter": ["2026-04-10T10:00"], "half": []}
BUILT_IN = {  # required fields of the closed event kinds that the rules name
    "policy_issued": ["policy"], "policy_delivered": ["policy"], "survey_sent": ["invitation"], "complaint_opened": ["case"],
    "complaint_responded": ["case"], "complaint_resolved": ["case"], "solution_proposed": ["solution"], "solution_answered": ["solution"],
    "training_assigned": ["course"], "training_completed": ["course"], "inspection_done": ["inspection"], "report_submitted": ["report"],
    "suggestion_made": ["suggestion"], "suggestion_answered": ["suggestion"], "request_made": ["request"], "request_answered": ["request"],
    "review_held": ["review"], "disclosure_made": ["disclosure"], "disclosure_received": ["disclosure"], "self_evaluated": ["period"],
    "disclosed_outside": ["item"], "authority_act": ["act"], "cured": ["finding"], "ended": ["ending"], "data_incident": ["incident"],
}
# Conditions that no single equality says: fields that offend (or start), and fields that do not.
SPECIAL = {
    "no_assignment_company": ({"party": "company", "consent": False}, {"party": "company", "consent": True}), "no_assignment_agent": ({"party": "agent", "consent": False}, {"party": "agent", "consent": True}),
    "lapsed_licence": ({"act": "a-1"}, {"act": "a-1"}), "consent_respected": ({"purpose": "promotion"}, {"purpose": "care"}),
    "conduct_major": ({"rulebook": "conduct", "severity": "major"}, {"rulebook": "conduct", "severity": "minor"}),
    "conduct_grave": ({"rulebook": "conduct", "severity": "grave"}, {"rulebook": "conduct", "severity": "minor"}),
    "two_approvals": ({"period": "2026-02", "amount": "-10.00", "reason": "更正", "approved_by": ["zhou"]}, {"period": "2026-02", "amount": "-10.00", "reason": "更正", "approved_by": ["zhou", "he"]}),
    "low_score_call": ({"invitation": "i-1", "satisfaction": 2, "recommend": 3}, {}), "correction": ({"inspection": "x-1", "passed": False}, {}),
    "out_of_scope": ({"act": "a-1", "scope": "lending"}, {"act": "a-1", "scope": "delivery"}),
    "over_limit": ({"act": "a-1", "amount": "50000.01"}, {"act": "a-1", "amount": "50000.00"}),
    "outside_range": ({"act": "a-1", "within": False}, {"act": "a-1", "within": True}),
    "honour_consent": ({"honour": "h-1", "consent": False}, {"honour": "h-1", "consent": True}),
    "company_secrecy": ({"item": "k-1", "by": "company"}, {"item": "k-1", "by": "company", "consent": "agent"}),
    "agent_secrecy": ({"item": "k-1", "by": "agent"}, {"item": "k-1", "by": "agent", "consent": "company"}),
    "intermediary_secrecy": ({"item": "k-1", "by": "intermediary"}, {"item": "k-1", "by": "intermediary", "consent": "company"}),
}
# Powers: a use inside the bounds and one outside them.
USES = {
    "adjust_nps": ({"value": "35"}, {"value": "45"}), "adjust_sales": ({"value": "650000.00"}, {"value": "800000.00"}),
    "adjust_care": ({"value": "2"}, {"value": "3"}), "adjust_quota": ({"value": "210000.00"}, {"value": "240000.00"}),
    "adjust_bonus": ({"value": "2000.00"}, {"value": "1000.00"}),
}

expected, events_by_file = [], {}


def load():
    head = yaml.safe_load((TEMPLATE / "contract.yaml").read_text())
    params, kinds, rules = {}, {}, []
    for part in (yaml.safe_load((TEMPLATE / name).read_text()) for name in head["include"]):
        params |= part.get("params") or {}
        kinds |= part.get("events") or {}
        for clause in (part.get("clauses") or []) + (part.get("annexes") or []):
            rules += [(clause, rule) for rule in clause.get("rules", [])]
    return params, kinds, rules


PARAMS, KINDS, RULES = load()


def fill(value):
    return re.sub(r"{{(\w+)}}", lambda m: str(PARAMS[m[1]]["value"]), str(value))


def fields(kind, rule, key="x-1"):
    """What an event of the kind must carry for the rule: its match field, and what the condition asks for."""
    own = {name: True if of == "boolean" else "100.00" if of == "money" else f"{name}-1" for name, of in KINDS.get(kind, {}).items()}
    own |= {name: f"{name}-1" for name in BUILT_IN.get(kind, [])}
    if rule.get("match") not in (None, "customer", "contract"):
        own[rule["match"]] = key
    return own


def asked(rule):
    return dict(re.findall(r"event\.(\w+) == '(\w+)'", rule.get("when", "")))


def write(ref, state, contract, as_of, where, events, want=None, bearer=None, **more):
    name = f"{ref.replace('/', '-')}.{state}.ndjson"
    rows = []
    for number, (kind, at, own) in enumerate(events, 1):
        at += (":00" if len(at) == 16 else "") + "+08:00"
        rows.append({"id": f"{ref.replace('/', '-')}-{number:03}", "kind": kind, "at": at, "contract": NUMBER[contract]} | own)
    events_by_file[name] = rows
    expected.append({"ref": ref, "contract": contract, "facts": name, "as_of": as_of + ":00+08:00", "period_or_subject": where, "state": want or state} | ({"bearer": bearer} if bearer else {}) | more)


def hold(ref, at):
    return ("force_majeure_from", at, {"instances": [ref], "ground": "台风"})


def deadline(ref, rule, contract):
    within = fill(rule["within"])
    met, late, after = ENDS[within]
    start = fields(rule["starts"], rule) | asked(rule) | SPECIAL.get(rule["id"], ({},))[0]
    end = fields(rule["ends"], rule)
    by_customer = {"customer": "k-1"} if rule.get("match") == "customer" or rule["starts"] in ("need_recorded", "served_by", "complaint_opened") else {}
    subject = NUMBER[contract] if rule["starts"] == "effective" else "k-1" if rule.get("match") == "customer" else start[rule["match"]]
    begin = (rule["starts"], START, start | by_customer)
    done = lambda at: (rule["ends"], at, end | by_customer)
    who = rule["bearer"]
    write(ref, "met", contract, after, subject, [begin, done(met)], bearer=who)
    write(ref, "missed", contract, after, subject, [begin, done(late)], bearer=who, finding=rule["finding"])
    write(ref, "excused", contract, after, subject, [begin, hold(ref, "2026-03-10T10:30")], bearer=who)


def recurrence(ref, rule, contract):
    period, act, after = TURNS[(rule["every"], fill(rule.get("due", "0 days after end")))]
    own = fields(rule["done_by"], rule) | asked(rule)
    if "period" in own or rule["done_by"] == "report_submitted":
        own["period"] = period
    # An act that names no period makes up for the oldest one still owing, so the earlier ones are done first.
    earlier = EARLIER[rule["every"]] if "after end" in fill(rule.get("due", "")) and not fill(rule["due"]).startswith("0 ") and "period" not in own else []
    joined, where = [], period
    if rule.get("per") == "customer":
        own |= {"customer": "k-1"}
        joined, where = [("served_by", "2026-01-01T09:00", {"customer": "k-1", "from": "2026-01-01"})], f"{period}/k-1"
    count = int(fill(rule.get("count", 1))) * (2 if rule["id"] == "meeting" and contract == "intermediary-led" else 1)
    who = rule["bearer"]
    write(ref, "met", contract, after, where, joined + [(rule["done_by"], at, own) for at in [*earlier, act] for _ in range(count)], bearer=who)
    write(ref, "missed", contract, after, where, joined, bearer=who, finding=rule["finding"])
    write(ref, "excused", contract, after, where, joined + [hold(ref, "2026-04-09T09:00" if period == "2026-Q2" else f"{act[:8]}01T09:00")], bearer=who)


def prohibition(ref, rule, contract):
    yes, no = SPECIAL.get(rule["id"], (asked(rule), {key: "other" for key in asked(rule)}))
    base = fields(rule["event"], rule)
    before_yes, before_no = [], []
    if rule["id"] == "lapsed_licence":
        before_yes = [("subject", "2026-03-01T09:00", {"of": "agent", "licence": "lapsed"})]
        before_no = [("subject", "2026-03-01T09:00", {"of": "agent", "licence": "valid"})]
    if rule["id"] == "consent_respected":
        before_yes = before_no = [("subject", "2026-03-01T09:00", {"of": "customer", "customer": "k-1", "marketing_consent": "refused"})]
        yes, no = yes | {"customer": "k-1"}, no | {"customer": "k-1"}
    near = [] if not rule.get("when") else before_no + [(rule["event"], START, base | no)]
    offence = f"{ref.replace('/', '-')}-{len(before_yes) + 1:03}"
    write(ref, "met", contract, "2027-01-01T09:00", "term", near, bearer=rule["bearer"])
    write(ref, "missed", contract, "2026-03-11T09:00", offence, before_yes + [(rule["event"], START, base | yes)], bearer=rule["bearer"], finding=rule["finding"])
    if "survives" in rule:
        late = [(rule["event"], "2028-06-01T10:00", base | yes)]
        write(ref, "after", contract, "2028-06-02T09:00", offence, late, want="missed", bearer=rule["bearer"], finding=rule["finding"])


def power(ref, rule, contract):
    inside, outside = USES.get(rule["id"], ({}, {}))
    other = {"company": "agent", "agent": "company", "intermediary": "company"}[rule["holder"]]
    # 40 days ahead and from the first of a month; the same day's effect is too short where notice is owed.
    good = {"power": ref, "party": rule["holder"], "effective": "2026-05-01"} | ({"param": rule["param"]} if "param" in rule else {}) | inside
    if outside:
        bad = good | outside
    elif "notice" in rule:
        bad = good | {"effective": "2026-03-11"}
    else:
        bad = good | {"party": other}
    use = lambda own: [("power_used", START, own)]
    write(ref, "met", contract, "2026-03-11T09:00", f"{ref.replace('/', '-')}-001", use(good))
    write(ref, "missed", contract, "2026-03-11T09:00", f"{ref.replace('/', '-')}-001", use(bad))
    if "notice" in rule and outside:
        write(ref, "short", contract, "2026-03-11T09:00", f"{ref.replace('/', '-')}-001", use(good | {"effective": "2026-04-01"}), want="missed")


def procedure(ref, rule, contract):
    at, done = START, [(rule["stages"][0]["starts"], START, fields(rule["stages"][0]["starts"], rule))]
    first = rule["stages"][0]
    met, late, after = ENDS[fill(first["within"])]
    done_own = fields(first["ends"], rule)
    write(ref, "met", contract, after, f"x-1/{first['id']}", done + [(first["ends"], met, done_own)])
    write(ref, "late", contract, after, f"x-1/{first['id']}", done + [(first["ends"], late, done_own)], want="ended")


def answers(rows, first="2026-04-13T10:00"):
    return [("survey_answered", f"2026-05-{1 + n % 28:02}T{10 + n // 28:02}:00", {"customer": f"k-{n + 1}", "survey": "q2", "invitation": f"i-{n + 1}"} | row) for n, row in enumerate(rows)]


def mix(field, *parts):
    return [{field: value} for count, value in parts for _ in range(count)]


def customers(count, leaving):
    came = [("customer_joined", "2026-01-05T10:00", {"customer": f"k-{n + 1}"}) for n in range(count)]
    return came + [("customer_left", "2026-05-11T10:00", {"customer": f"k-{n + 1}"}) for n in range(leaving)]


def buyers(count, again, amount="1000.00"):
    once = [("sale", f"2026-04-{1 + n % 28:02}T10:00", {"customer": f"k-{n + 1}", "order": f"o-{n + 1}", "product": "home", "amount": amount}) for n in range(count)]
    return once + [("sale", "2026-06-01T10:00", {"customer": f"k-{n + 1}", "order": f"p-{n + 1}", "product": "home", "amount": amount}) for n in range(again)]


def complaints(count, late):
    rows = []
    for n in range(count):
        rows += [("complaint_opened", f"2026-05-{6 + n:02}T10:00", {"case": f"c-{n + 1}"}), ("complaint_responded", f"2026-05-{6 + n:02}T{'16' if n < late else '11'}:00", {"case": f"c-{n + 1}"})]
    return rows


def requests(to, count, late):
    rows = []
    for n in range(count):
        rows += [("request_made", f"2026-05-{11 + n:02}T10:00", {"request": f"r-{n + 1}", "to": to}), ("request_answered", f"2026-05-{'29' if n < late else f'{12 + n:02}'}T10:00", {"request": f"r-{n + 1}"})]
    return rows


def inspections(count, score):
    return [("inspection_done", f"2026-05-{6 + n:02}T10:00", {"inspection": f"x-{n + 1}", "score": score, "passed": score >= 60}) for n in range(count)]


def likert(*parts):
    return [{"trust": value} for count, value in parts for _ in range(count)]


# Forty answers each. NPS: 45, -45 (wholly below 30), 25 (the interval crosses 30). CSAT: 90%, 50%, 75%. Trust: high, low, about 67
# with wide spread. Ease: 90%, 40%, 70%. Ten answers are too few for anything.
LEVELS = {
    "nps_goal": [answers(mix("recommend", (24, 9), (10, 8), (6, 5))), answers(mix("recommend", (6, 9), (10, 8), (24, 5))), answers(mix("recommend", (18, 9), (14, 8), (8, 5))), answers(mix("recommend", (10, 9)))],
    "csat_goal": [answers(mix("satisfaction", (36, 5), (4, 3))), answers(mix("satisfaction", (20, 4), (20, 2))), answers(mix("satisfaction", (30, 4), (10, 3))), answers(mix("satisfaction", (10, 5)))],
    "trust_goal": [answers(likert((20, [5, 4, 5]), (20, [4, 4, 5]))), answers(likert((20, [2, 3, 2]), (20, [3, 2, 3]))), answers(likert((20, [5, 5, 5]), (20, [2, 3, 2]))), answers(likert((10, [5, 4, 5])))],
    "effort_goal": [answers(mix("effort", (36, 6), (4, 3))), answers(mix("effort", (16, 5), (24, 3))), answers(mix("effort", (28, 5), (12, 4))), answers(mix("effort", (10, 7)))],
    "retention_goal": [customers(40, 2), customers(40, 8), None, customers(10, 0)],
    "rpr_goal": [buyers(40, 8), buyers(40, 2), None, buyers(10, 5)],
    "sales_goal": [buyers(40, 0, "15000.00"), buyers(40, 0, "14999.99"), None, None],
    "new_customer_goal": [[("customer_joined", f"2026-05-{6 + n:02}T10:00", {"customer": f"k-{n + 1}"}) for n in range(6)], [("customer_joined", f"2026-05-{6 + n:02}T10:00", {"customer": f"k-{n + 1}"}) for n in range(5)], None, None],
    "response_level": [complaints(10, 1), complaints(10, 3), None, complaints(4, 0)],
    "accuracy_level": [inspections(3, 92), inspections(3, 84), None, inspections(2, 95)],
    "company_answer_level": [requests("company", 5, 0), requests("company", 5, 2), None, requests("company", 2, 0)],
    "agent_answer_level": [requests("agent", 5, 0), requests("agent", 5, 2), None, requests("agent", 2, 0)],
}


def threshold(ref, rule, contract):
    for state, facts in zip(("met", "missed", "indeterminate", "not_enough_data"), LEVELS[rule["id"]]):
        if facts is not None:
            write(ref, state, contract, "2026-07-01T09:00", "2026-Q2", facts, bearer=rule["bearer"], **({"finding": rule["finding"]} if state == "missed" else {}))
    write(ref, "excused", contract, "2026-07-01T09:00", "2026-Q2", LEVELS[rule["id"]][1] + [hold(ref, "2026-05-04T09:00")], bearer=rule["bearer"])
    if rule["id"] == "sales_goal":
        # Credited amounts: what was refunded of the 600,000 and a motor policy of any size do not count.
        refund = ("refund", "2026-06-20T10:00", {"customer": "k-1", "order": "o-1", "amount": "0.01"})
        motor = ("sale", "2026-06-21T10:00", {"customer": "k-2", "order": "m-1", "product": "motor", "amount": "700000.00"})
        write(ref, "refunded", contract, "2026-07-01T09:00", "2026-Q2", LEVELS[rule["id"]][0] + [refund, motor], want="missed", bearer=rule["bearer"], finding=rule["finding"])


def definition(ref, rule, contract):
    goal = next((r for _, r in RULES if r["kind"] == "threshold" and r["metric"] == rule["id"]), None)
    if goal:
        met, _, _, few = LEVELS[goal["id"]]
        write(ref, "ok", contract, "2026-07-01T09:00", "2026-Q2", met)
        if few is not None:
            write(ref, "not_enough_data", contract, "2026-07-01T09:00", "2026-Q2", few)
    elif rule["id"] == "loyalty":
        rows = [{"recommend": 9, "satisfaction": 5, "trust": [5, 4, 5] if n % 2 else [4, 4, 5], "effort": 6} for n in range(40)]
        write(ref, "ok", contract, "2026-07-01T09:00", "2026-Q2", answers(rows) + buyers(40, 8))
        write(ref, "indeterminate", contract, "2026-07-01T09:00", "2026-Q2", answers(rows[:10]))
    elif rule["id"] == "adoption_rate":
        made = lambda count: [("suggestion_answered", f"2026-05-{6 + n:02}T10:00", {"suggestion": f"s-{n + 1}", "adopted": n % 2 == 0}) for n in range(count)]
        write(ref, "ok", contract, "2026-07-01T09:00", "2026-Q2", made(6))
        write(ref, "not_enough_data", contract, "2026-07-01T09:00", "2026-Q2", made(3))
    elif rule["id"] == "response_rate":
        sent = [("survey_sent", f"2026-05-{1 + n:02}T09:00", {"customer": f"k-{n + 1}", "survey": "q2", "invitation": f"i-{n + 1}", "delivered": True}) for n in range(28)]
        write(ref, "ok", contract, "2026-07-01T09:00", "2026-Q2", sent + answers(mix("satisfaction", (7, 5))))
    elif rule["id"] == "persistency_13":
        # Issued in March 2025: the second premium is due in March 2026 and its 60 days of grace end in May 2026.
        issued = lambda count: [("policy_issued", f"2025-03-{2 + n % 20:02}T10:00", {"customer": f"k-{n + 1}", "policy": f"p-{n + 1}", "premium": "1000.00", "first_year": "1000.00"}) for n in range(count)]
        paid = lambda count: [("premium_paid", "2026-04-10T10:00", {"customer": f"k-{n + 1}", "policy": f"p-{n + 1}", "amount": "1000.00", "policy_year": 2}) for n in range(count)]
        write(ref, "ok", contract, "2026-06-01T09:00", "2026-05", issued(40) + paid(36))
        write(ref, "not_enough_data", contract, "2026-06-01T09:00", "2026-05", issued(10) + paid(10))
    else:
        raise SystemExit(f"no facts for {ref}")


SOLD = [("sale", "2026-05-12T10:00", {"customer": "k-1", "order": "o-1", "product": "home", "amount": "262500.00"})]


def entitlement(ref, rule, contract):
    if "plan" in rule:
        # 200,000 × 4% + 40,000 × 6% + 22,500 × 8% = 12,200.00; a tenth is held back: 10,980.00. Published on 5 June, due on 22 June.
        told = ("statement_published", "2026-06-05T17:30", {"period": "2026-05"})
        paid = lambda at: ("payment_made", at, {"amount": "10980.00", "allocations": [{"statement": "2026-05", "amount": "10980.00"}]})
        amounts = {"payable": "10980.00"}
        write(ref, "met", contract, "2026-06-24T09:00", "2026-05/pay", SOLD + [told, paid("2026-06-22T17:30")], bearer="company", **amounts)
        write(ref, "missed", contract, "2026-06-24T09:00", "2026-05/pay", SOLD + [told, paid("2026-06-23T09:30")], bearer="company", finding="B1", **amounts)
        write(ref, "published", contract, "2026-06-24T09:00", "2026-05/publish", SOLD + [told], want="met", bearer="company")
        write(ref, "unpublished", contract, "2026-06-24T09:00", "2026-05/publish", SOLD + [(told[0], "2026-06-08T09:30", told[2])], want="missed", bearer="company", finding="B1")
        write(ref, "excused", contract, "2026-06-24T09:00", "2026-05/pay", SOLD + [told, ("withheld", "2026-06-08T09:00", {"by": "agent", "instance": ref, "ground": "税务登记未更新，收款账户待乙方确认"})], bearer="company")
        # A team: 9,600.00 + 2,880.00 + 960.00 base, 88.00 for a motor policy, 2% of the others' 200,000.00, less a tenth of the base.
        team = [("sale", f"2026-05-1{n}T10:00", {"customer": f"k-{n}", "order": f"o-{n}", "product": "motor" if n == 2 else "home", "amount": amount, "member": member}) for n, (amount, member) in enumerate([("100000.00", "chen"), ("150000.00", "sun"), ("3000.00", "zhao"), ("50000.00", "zhao")])]
        write(ref, "team", "agent-led", "2026-06-08T09:00", "2026-05/publish", team + [told], want="met", bearer="company", payable="16184.00")
        # Delivered on 14 May and lapsed on 20 August: three full months of twelve are earned, 12,200.00 × 9/12 goes back.
        policy = [(SOLD[0][0], SOLD[0][1], SOLD[0][2] | {"policy": "p-1"}), ("policy_delivered", "2026-05-14T10:00", {"policy": "p-1"}), ("policy_ended", "2026-08-20T10:00", {"policy": "p-1", "reason": "lapse"})]
        write(ref, "clawback", contract, "2026-09-08T09:00", "2026-08/publish", policy + [("statement_published", "2026-09-04T10:00", {"period": "2026-08"})], want="met", bearer="company", payable="-9150.00")
        # In cooling-off all that a sale earned goes back: the fee for a motor policy too.
        motor = [("sale", "2026-05-12T10:00", {"customer": "k-1", "order": "o-1", "product": "motor", "amount": "3000.00"}), ("sale_cancelled", "2026-05-20T10:00", {"customer": "k-1", "order": "o-1"})]
        write(ref, "motor_clawback", contract, "2026-06-08T09:00", "2026-05/publish", motor + [told], want="met", bearer="company", payable="0.00")
        # What was held of May 2026 comes back whole twelve months after its end.
        write(ref, "release", contract, "2027-06-10T09:00", "2027-05/publish", SOLD + [("statement_published", "2027-06-03T10:00", {"period": "2027-05"})], want="met", bearer="company", payable="1220.00")
    elif "right" in rule:
        write(ref, "running", contract, "2026-07-01T09:00", "term", [])
        write(ref, "ended", contract, "2027-01-01T09:00", "term", [])
    elif "fee" in rule:
        # 1.5% of 10,980.00 paid in June = 164.70, half each: 82.35.
        paid = ("payment_made", "2026-06-22T17:30", {"amount": "10980.00", "allocations": [{"statement": "2026-05", "amount": "10980.00"}]})
        write(ref, "computed", contract, "2026-07-10T09:00", "2026-06", SOLD + [paid], want="closed", payable="164.70", each="82.35", paid="0.00")
        # Each pays its share; the company's half comes by a payment that names the fee, which no later fee is reckoned on.
        shares = [("fee_paid_by_company", "2026-07-20T10:00", {"period": "2026-06"}), ("fee_paid_by_agent", "2026-07-21T10:00", {"period": "2026-06"})]
        half = ("payment_made", "2026-07-20T10:00", {"amount": "82.35", "allocations": [{"statement": "fee/2026-06", "amount": "82.35"}]})
        write(ref, "paid", contract, "2026-08-10T09:00", "2026-06", SOLD + [paid] + shares, want="closed", payable="164.70", each="82.35", paid="164.70")
        write(ref, "half_paid", contract, "2026-08-10T09:00", "2026-06", SOLD + [paid, half], want="closed", payable="164.70", each="82.35", paid="82.35")
        write(ref, "no_fee_on_a_fee", contract, "2026-08-10T09:00", "2026-07", SOLD + [paid, half, shares[1]], want="closed", payable="0.00", each="0.00", paid="0.00")
    else:
        # One late or undone duty of the named kind, and what the formula gives for it; none when it was kept in time.
        duty = {"late_payment_damages": None, "damages_from_company": "C2.3/information_supply", "damages_from_agent": "C2.1/policy_delivery", "damages_to_company": "S9/mediation_opening", "damages_to_agent": "S9/mediation_opening"}[rule["id"]]
        if duty:
            late = events_for(duty)
            write(ref, "claim", contract, "2026-03-19T09:00", f"{duty}@x-1", late[1], want="proposed", amount="500.00")
            write(ref, "none", contract, "2026-03-19T09:00", f"{duty}@x-1", late[0], want="none")
        else:
            told = ("statement_published", "2026-06-05T17:30", {"period": "2026-05"})
            # Due on 22 June, unpaid on 2 July: 10,980.00 × 0.03% × 10 days = 32.94.
            write(ref, "claim", contract, "2026-07-02T09:00", "C6.2/pay@2026-05/pay", SOLD + [told], want="proposed", amount="32.94")
            paid = ("payment_made", "2026-06-20T10:00", {"amount": "10980.00", "allocations": [{"statement": "2026-05", "amount": "10980.00"}]})
            write(ref, "none", contract, "2026-07-02T09:00", "C6.2/pay@2026-05/pay", SOLD + [told, paid], want="none")


def events_for(ref):
    """In time, and late, for a duty of five business days."""
    _, rule = next((c, r) for c, r in RULES if f"{c['id']}/{r['id']}" == ref)
    met, late, _ = ENDS["5 business days"]
    begin = (rule["starts"], START, fields(rule["starts"], rule) | asked(rule))
    return [[begin, (rule["ends"], at, fields(rule["ends"], rule))] for at in (met, late)]


for clause, rule in RULES:
    modes = rule.get("modes") or clause.get("modes") or ["company_led"]
    {"deadline": deadline, "recurrence": recurrence, "prohibition": prohibition, "power": power, "procedure": procedure, "threshold": threshold, "definition": definition, "entitlement": entitlement}[rule["kind"]](f"{clause['id']}/{rule['id']}", rule, MODE[modes[0]])

for old in HERE.glob("*.ndjson"):
    old.unlink()
for name, rows in events_by_file.items():
    (HERE / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
lines = ",\n".join(" " + json.dumps(row, ensure_ascii=False) for row in expected)
(HERE / "expected.json").write_text(f"[\n{lines}\n]\n")
print(len(RULES), "rules,", len(events_by_file), "files")
