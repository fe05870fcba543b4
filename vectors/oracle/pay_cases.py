"""Contracts and facts of ../pay-more.json; what must come out is worked out by pay.py."""
COUNT = [0]


def ev(kind, at, **fields):
    COUNT[0] += 1
    hour = "" if "T" in at else "T10:00:00+08:00"
    out = {"id": fields.pop("id", f"x{COUNT[0]:04d}"), "kind": kind, "at": at + hour}
    if "rec" in fields:
        rec = fields.pop("rec")
        out["recorded_at"] = rec if "T" in rec else rec + "T09:00:00+08:00"
    return {**out, **fields}


def sale(at, amount, order=None, **more):
    COUNT[0] += 1
    return ev("sale", at, amount=amount, order=order or f"n{COUNT[0]:04d}", **{"customer": "c1", "product": "term", **more})


PERSON = {"name": "乙代理", "kind": "person"}


def team(*members, lead="m0"):
    return {"name": "一队", "kind": "team", "lead": lead, "members": [
        {"id": m[0], "name": m[0], "share": m[1], **(m[2] if len(m) > 2 else {})} for m in members]}


def case(name, why, components, facts, as_of, show=None, *, agent=PERSON, term=("2026-01-01", "2026-12-31"), period="month",
         credit=None, returns=None, params=None, amendments=None, rules=(), licence=False, **head):
    plan = {"period": period, "credit": credit or [{"event": "sale", "amount": "amount"}]}
    if returns:
        plan["returns"] = {"event": returns if isinstance(returns, str) else "refund", "match": "order", "treat": "restate"}
    plan["components"] = components
    if licence:
        plan["licence"] = "insurance"
    contract = {
        "fealty": 1, "number": "VEC-1", "title": {"zh": "测试合同", "en": "Vector contract"}, "languages": ["zh", "en"],
        "mode": "company_led", "law": {"country": "CN", "as_of": "2026-03-01"}, "currency": "CNY", "time_zone": "Asia/Shanghai",
        "calendar": {"id": "CN", "hours": "09:00-18:00"}, "term": {"from": term[0], "until": term[1]}, **head,
        "parties": {"company": {"name": "甲公司", "kind": "organisation"}, "agent": agent}, "params": params or {},
        "clauses": [{"id": "C6.2", "title": {"zh": "激励措施", "en": "Incentive measures"},
                     "text": {"zh": "按计划计付。", "en": "Paid by the plan."},
                     "rules": [{"id": "pay", "kind": "entitlement", "holder": "agent", "from": "company", "plan": plan}]}]}
    if rules:
        contract["clauses"].append({"id": "C3.2", "title": {"zh": "衡量标准", "en": "Measures"},
                                    "text": {"zh": "衡量。", "en": "Measured."}, "rules": list(rules)})
    if amendments:
        contract["amendments"] = amendments
    out = {"name": name, "why": why, "contract": contract, "facts": facts,
           "as_of": as_of if "T" in as_of else as_of + "T00:00:00+08:00"}
    if show:
        out["show"] = show
    return out


CSAT = {"id": "csat", "kind": "definition", "metric": {"measure": "csat", "event": "survey_answered", "value": "satisfaction",
                                                      "window": "month", "min_n": 4}}
VISITS = {"id": "visits", "kind": "definition", "metric": {"measure": "count", "event": "contact_made", "window": "month", "min_n": 1}}
ENOUGH = {"id": "enough", "kind": "threshold", "metric": "visits", "at_least": 3, "every": "month", "decide": "point"}
VISITS_Q = {"id": "visits", "kind": "definition", "metric": {"measure": "count", "event": "contact_made", "window": "quarter", "min_n": 1}}
ENOUGH_Q = {"id": "enough", "kind": "threshold", "metric": "visits", "at_least": 4, "every": "quarter", "decide": "point"}


def visits(*days):
    return [ev("contact_made", d, customer="c1") for d in days]


def answers(day, *scores, rec=None):
    return [ev("survey_answered", day, customer=f"k{i}", survey="s", invitation=f"{day}-{rec or ''}-{i}", satisfaction=s,
               **({"rec": rec} if rec else {})) for i, s in enumerate(scores)]


BASE10 = {"id": "base", "kind": "rate", "rate": "10%"}
BASE6 = {"id": "base", "kind": "rate", "rate": "6%"}
T = [{"from": "0%", "rate": "4%"}, {"from": "100%", "rate": "6%"}, {"from": "120%", "rate": "8%"}]
CLAW = {"id": "claw", "kind": "clawback", "event": "sale_cancelled", "match": "order", "on": ["base"], "earn_over": "12 months",
        "unit": "month", "cooling_off": "15 days"}
THREE = team(("m0", "50%"), ("m1", "30%"), ("m2", "20%"))


def hold(after="2 months", metric="csat", rate="15%"):
    release = {"after": after}
    if metric:
        release |= {"metric": metric, "table": [{"from": 0, "share": "0%"}, {"from": "75%", "share": "50%"}, {"from": "85%", "share": "100%"}]}
    return {"id": "hold", "kind": "holdback", "on": ["base"], "rate": rate, "release": release}


def published(label, at):
    return ev("statement_published", at, period=label)


def licensed(at, first, before=None, **more):
    return ev("licence_recorded", at, licence="Z1", **{"from": first}, **({"before": before} if before else {}), **more)


POWER = {"id": "offset", "kind": "power", "holder": "company", "may": "set_off"}
TWO = ["u1", "u2"]

CASES = [
    # -- bonus
    case("bonus by month", "paid in each month whose target was met, and only then",
         [BASE10, {"id": "bonus", "kind": "bonus", "rule": "enough", "amount": "500.00"}],
         [sale("2026-02-03", "1000.00"), *visits("2026-02-02", "2026-02-09", "2026-02-16"), *visits("2026-03-02", "2026-03-30")],
         "2026-04-02", rules=[VISITS, ENOUGH]),
    case("bonus of a quarter under a monthly plan", "met in the period means in the month in which the quarter ends",
         [{"id": "bonus", "kind": "bonus", "rule": "enough", "amount": "1200.00"}],
         [*visits("2026-01-05", "2026-01-06", "2026-02-09", "2026-03-16"), *visits("2026-04-02", "2026-06-30")],
         "2026-07-02", rules=[VISITS_Q, ENOUGH_Q]),
    case("bonus frozen at the close", "a visit recorded after the close changes neither the reading nor the bonus",
         [{"id": "bonus", "kind": "bonus", "rule": "enough", "amount": "500.00"}],
         [*visits("2026-02-02", "2026-02-09"), ev("contact_made", "2026-02-20", customer="c1", rec="2026-03-05")],
         "2026-04-02", rules=[VISITS, ENOUGH]),
    # -- holdback
    case("holdback and its release in full", "15 % held; two months on the latest satisfaction decides",
         [{"id": "base", "kind": "rate", "rate": "100%"}, hold()],
         [sale("2026-01-03", "8765.43"), *answers("2026-03-10", 5, 5, 5, 4)], "2026-04-02", rules=[CSAT]),
    case("holdback and half of it", "657.405 is 657.41: half-up at the line",
         [{"id": "base", "kind": "rate", "rate": "100%"}, hold()],
         [sale("2026-01-03", "8765.43"), *answers("2026-03-10", 5, 5, 5, 2)], "2026-04-02", rules=[CSAT]),
    case("holdback and nothing back", "below 75 % nothing is released and the hold is gone",
         [{"id": "base", "kind": "rate", "rate": "100%"}, hold()],
         [sale("2026-01-03", "8765.43"), *answers("2026-03-10", 5, 5, 1, 2)], "2026-05-02", rules=[CSAT]),
    case("release waits for enough answers", "a reading that is not ok decides nothing",
         [{"id": "base", "kind": "rate", "rate": "100%"}, hold("1 months")],
         [sale("2026-01-03", "8765.43"), *answers("2026-02-10", 5, 5), *answers("2026-03-10", 5, 5, 5, 5)], "2026-04-02", rules=[CSAT]),
    case("release without a measure after the term", "held in the last months, released when nothing else runs any more",
         [{"id": "base", "kind": "rate", "rate": "10%"}, hold("3 months", None)],
         [sale("2026-01-10", "50000.00"), sale("2026-02-10", "43210.55"), sale("2026-03-10", "77.77")], "2026-07-02",
         term=("2026-01-01", "2026-03-31")),
    case("holdback restated before its release", "a return after the close trues up the hold and what is released of it",
         [{"id": "base", "kind": "rate", "rate": "10%"}, hold("3 months", None)],
         [sale("2026-01-10", "50000.00", "h1"), ev("refund", "2026-02-10", order="h1", amount="20000.00"),
          ev("refund", "2026-05-10", order="h1", amount="10000.00")], "2026-06-02", returns=True),
    # -- lookup
    case("rate table by product and years", "a line for each row; a sale without a row is somebody's error and pays nothing yet",
         [{"id": "card", "kind": "lookup", "keys": ["product", "pay_years"], "table": [
             {"product": "term", "pay_years": 5, "rate": "20%"}, {"product": "term", "pay_years": 10, "rate": "30%"},
             {"product": "life", "pay_years": 20, "rate": "45.5%"}]}],
         [sale("2026-02-03", "1000.00", pay_years=5), sale("2026-02-04", "333.33", pay_years=10), sale("2026-02-05", "0.01", pay_years=10),
          sale("2026-02-06", "777.77", product="life", pay_years=20), sale("2026-02-07", "5000.00", product="life", pay_years=5)],
         "2026-03-02"),
    case("rate table and a return", "the returned sale leaves its own row, not a blend of all",
         [{"id": "card", "kind": "lookup", "keys": ["product"], "table": [{"product": "a", "rate": "10%"}, {"product": "b", "rate": "15%"}]}],
         [sale("2026-02-03", "500.00", "l1", product="a"), sale("2026-02-04", "500.00", "l2", product="b"),
          ev("refund", "2026-03-04", order="l1", amount="500.00")], "2026-04-02", returns=True),
    case("claw-back under a rate table", "a sale shares in the line of its own row",
         [{"id": "card", "kind": "lookup", "keys": ["product"], "table": [{"product": "a", "rate": "10%"}, {"product": "b", "rate": "40%"}]},
          {**CLAW, "on": ["card"]}],
         [sale("2026-02-03", "6000.00", "l1", product="a"), sale("2026-02-04", "4000.00", product="a"), sale("2026-02-04", "9000.00", product="b"),
          ev("sale_cancelled", "2026-05-04", order="l1")], "2026-06-02"),
    case("renewal premiums by policy year", "premiums are credited when they come in, by the year they are for",
         [{"id": "card", "kind": "lookup", "keys": ["policy_year"], "table": [{"policy_year": 1, "rate": "40%"}, {"policy_year": 2, "rate": "10%"}]}],
         [ev("premium_paid", "2026-02-03", policy="p1", amount="1200.00", policy_year=1),
          ev("premium_paid", "2026-02-05", policy="p2", amount="800.00", policy_year=2),
          ev("premium_paid", "2026-03-05", policy="p3", amount="800.00", policy_year=2)], "2026-04-02",
         credit=[{"event": "premium_paid", "amount": "amount"}]),
    # -- crediting date
    case("credited when paid", "invoiced in April, paid in May: May's",
         [BASE10], [sale("2026-04-27", "1000.00", policy="p1"), ev("premium_paid", "2026-05-03", policy="p1", amount="1000.00")],
         "2026-06-02", credit=[{"event": "sale", "amount": "amount", "on": "paid"}]),
    case("two instalments and only one came in", "the collected share is credited, each part on its own day",
         [{"id": "base", "kind": "rate", "rate": "4%"}],
         [sale("2026-04-27", "1000.00", policy="p1"), ev("premium_paid", "2026-04-28", policy="p1", amount="400.00"),
          sale("2026-04-27", "999.99", policy="p2"), ev("premium_paid", "2026-05-28", policy="p2", amount="333.33"),
          ev("premium_paid", "2026-06-28", policy="p2", amount="666.66"), sale("2026-05-02", "5000.00", policy="p3")],
         "2026-07-02", credit=[{"event": "sale", "amount": "amount", "on": "paid"}]),
    case("returned before it was paid", "never a negative line alone: the credited part shrinks",
         [{"id": "base", "kind": "rate", "rate": "5%"}],
         [sale("2026-04-10", "1000.00", "o1", policy="p1"), ev("refund", "2026-04-12", order="o1", amount="1000.00"),
          ev("premium_paid", "2026-05-03", policy="p1", amount="1000.00"),
          sale("2026-04-10", "2000.00", "o2", policy="p2"), ev("premium_paid", "2026-05-03", policy="p2", amount="1000.00"),
          ev("refund", "2026-06-12", order="o2", amount="500.00")], "2026-07-02",
         credit=[{"event": "sale", "amount": "amount", "on": "paid"}], returns=True),
    case("another amount is credited than was sold", "credit by the field the plan names, shrunk by the share returned",
         [BASE10], [ev("policy_issued", "2026-02-03", policy="p1", premium="12000.00", first_year="3000.00"),
                    ev("policy_issued", "2026-02-04", policy="p2", premium="12000.00")], "2026-03-02",
         credit=[{"event": "policy_issued", "amount": "first_year"}]),
    case("conditions on credit and on a component", "each counts only what its own condition lets in",
         [{"id": "all", "kind": "rate", "rate": "2%"}, {"id": "motor", "kind": "rate", "rate": "3%", "when": "event.product == 'motor'"}],
         [sale("2026-02-03", "1000.00"), sale("2026-02-03", "2000.00", product="motor"), sale("2026-02-03", "4000.00", product="travel")],
         "2026-03-02", credit=[{"event": "sale", "amount": "amount", "when": "event.product != 'travel'"}]),
    # -- adjustments
    case("hand-made line and off-cycle statement", "two approvers make it count; one, or the maker among them, does not",
         [BASE10],
         [sale("2026-06-03", "10000.00"), ev("adjustment", "2026-06-20", period="2026-06", amount="150.00", reason="误记", approved_by=TWO),
          ev("adjustment", "2026-06-21", period="2026-06", amount="70.00", reason="一人", approved_by=["u1"]),
          ev("adjustment", "2026-06-22", period="2026-06", amount="80.00", reason="自批", approved_by=TWO, by="u2"),
          ev("adjustment", "2026-06-22", period="2026-06", amount="90.00", reason="同一人", approved_by=["u1", "u1"]),
          ev("adjustment", "2026-07-10", period="2026-06/1", amount="-33.10", reason="单独结算", approved_by=TWO)], "2026-08-02"),
    case("hand-made line for a closed month", "it shows in the earliest month that is still open",
         [BASE10],
         [sale("2026-05-03", "10000.00"), ev("adjustment", "2026-07-10", period="2026-05", amount="-12.34", reason="更正", approved_by=TWO, member="m1")],
         "2026-08-02"),
    # -- true-ups
    case("late, corrected and retracted facts over months", "each close states what is new since the last one",
         [{"id": "base", "kind": "tiers", "quota": "100000.00", "method": "marginal", "accumulate": "period", "table": T}],
         [sale("2026-01-10", "90000.00", id="s1"), sale("2026-01-11", "30000.00", rec="2026-02-05", id="s2"),
          sale("2026-02-10", "50000.00", id="s3"), ev("corrected", "2026-03-04", target="s1", fields={"amount": "95000.00"}),
          ev("retracted", "2026-04-04", target="s2"), ev("corrected", "2026-04-05", target="s3", fields={"amount": "150000.00"}),
          sale("2026-03-10", "119999.99"), ev("corrected", "2026-05-05", target="s1", fields={"at": "2026-02-10T10:00:00+08:00"})],
         "2026-06-02"),
    case("a late sale moves a carried cap", "the closed months after it are recomputed too",
         [{"id": "base", "kind": "rate", "rate": "8%"}, {"id": "cap", "kind": "cap", "on": ["base"], "at": "3000.00", "excess": "carry"}],
         [sale("2026-01-10", "30000.00"), sale("2026-02-10", "20000.00"), sale("2026-03-10", "10000.00"),
          sale("2026-01-20", "25000.00", rec="2026-04-10")], "2026-05-02"),
    case("recorded at the very close", "recorded before the close means strictly before",
         [BASE10],
         [sale("2026-01-10", "1000.00"), sale("2026-01-11", "2000.00", rec="2026-02-01T00:00:00+08:00"),
          sale("2026-01-12", "4000.00", rec="2026-01-31T23:59:59.999999+08:00")], "2026-03-02"),
    case("closes five days after", "what comes in within five days still belongs; true-ups land in the month still open",
         [BASE10],
         [sale("2026-01-10", "1000.00"), sale("2026-01-11", "2000.00", rec="2026-02-04"), sale("2026-02-11", "500.00"),
          sale("2026-01-12", "4000.00", rec="2026-02-07"), sale("2026-01-13", "8000.00", rec="2026-03-03")],
         "2026-03-10", closes_after="5 days"),
    case("a retroactive quarter drops under its bound", "a return takes back what all earlier months of the quarter got by the higher row",
         [{"id": "base", "kind": "tiers", "quota": "240000.00", "method": "retroactive", "accumulate": "quarter",
           "table": [{"from": "0%", "rate": "4%"}, {"from": "100%", "rate": "7%"}]}],
         [sale("2026-01-15", "100000.00"), sale("2026-02-15", "100000.01", "q2"), sale("2026-03-15", "50000.00"),
          ev("refund", "2026-04-20", order="q2", amount="10000.02")], "2026-05-03", returns=True),
    case("two returns in different months", "each lands in the month open when it was recorded",
         [BASE6], [sale("2026-01-15", "10000.00", "r1"), ev("refund", "2026-02-20", order="r1", amount="2500.00"),
                   ev("refund", "2026-03-20", order="r1", amount="7500.00"), ev("refund", "2026-04-20", order="r1", amount="1.00")],
         "2026-05-03", returns=True),
    case("sales of one order returned in order", "500 at 10 %, 500 at 15 %, the first returned: 50.00 and not 62.50",
         [{"id": "card", "kind": "lookup", "keys": ["product"], "table": [{"product": "a", "rate": "10%"}, {"product": "b", "rate": "15%"}]}],
         [sale("2026-02-03", "500.00", "both", product="a"), sale("2026-02-04", "500.00", "both", product="b"),
          ev("refund", "2026-02-20", order="both", amount="500.00")], "2026-03-02", returns=True),
    # -- draw, cap, floor
    case("draw owed at the end", "the balance stands and is not taken from pay",
         [BASE10, {"id": "draw", "kind": "draw", "amount": "6000.00", "recoverable": True, "at_end": "owe"}],
         [sale("2026-01-12", "42000.00"), sale("2026-02-12", "51000.00"), sale("2026-03-12", "70000.00")], "2026-04-05",
         term=("2026-01-01", "2026-03-31")),
    case("draw forgiven at the end", "the balance is gone with the last month",
         [BASE10, {"id": "draw", "kind": "draw", "amount": "6000.00", "recoverable": True, "at_end": "forgive"}],
         [sale("2026-01-12", "42000.00"), sale("2026-02-12", "51000.00"), sale("2026-03-12", "70000.00")], "2026-04-05",
         term=("2026-01-01", "2026-03-31")),
    case("draw recomputed over closed months", "a late sale in January changes what February and March recovered",
         [BASE10, {"id": "draw", "kind": "draw", "amount": "6000.00", "recoverable": True, "at_end": "forgive"}],
         [sale("2026-01-12", "42000.00"), sale("2026-02-12", "70000.00"), sale("2026-03-12", "70000.00"),
          sale("2026-01-20", "30000.00", rec="2026-04-10"), sale("2026-04-12", "65000.00")], "2026-05-05"),
    case("draw covers a claw-back", "tops pay up to its amount whatever is above it",
         [BASE6, CLAW, {"id": "draw", "kind": "draw", "amount": "2000.00", "recoverable": False}],
         [sale("2026-01-05", "60000.00", "d1"), ev("sale_cancelled", "2026-02-10", order="d1")], "2026-03-05"),
    case("carried excess paid at the end", "what no later cap had room for is paid in the last statement",
         [{"id": "base", "kind": "rate", "rate": "8%"}, {"id": "cap", "kind": "cap", "on": ["base"], "at": "30000.00", "excess": "carry"}],
         [sale("2026-01-03", "500000.00"), sale("2026-02-03", "370000.00"), sale("2026-03-03", "400000.00")], "2026-04-03",
         term=("2026-01-01", "2026-03-31")),
    case("carried excess lapses", "at_end: lapse",
         [{"id": "base", "kind": "rate", "rate": "8%"}, {"id": "cap", "kind": "cap", "on": ["base"], "at": "30000.00", "excess": "carry", "at_end": "lapse"}],
         [sale("2026-01-03", "500000.00"), sale("2026-02-03", "370000.00"), sale("2026-03-03", "400000.00")], "2026-04-03",
         term=("2026-01-01", "2026-03-31")),
    case("floor, then a cap on all above", "each works on the lines as printed",
         [{"id": "base", "kind": "rate", "rate": "1.5%"}, {"id": "motor", "kind": "per_unit", "event": "sale", "each": "88.00", "when": "event.product == 'motor'"},
          {"id": "floor", "kind": "floor", "on": ["base"], "at": "100.00"}, {"id": "cap", "kind": "cap", "at": "450.00", "excess": "forfeit"}],
         [sale("2026-02-03", "333.35"), *[sale(f"2026-02-0{d}", "20.00", product="motor") for d in (4, 5, 6, 7)],
          sale("2026-03-03", "333.33"), sale("2026-03-04", "20.00", product="motor")], "2026-04-03"),
    # -- teams
    case("thirds of a pool and an override of pay", "5,000.00 in thirds; the lead's 2 % of what each other member is paid",
         [{"id": "base", "kind": "rate", "rate": "50%"}, {"id": "split", "kind": "split", "on": ["base"]},
          {"id": "lead", "kind": "override", "rate": "2%", "of": "pay"}],
         [sale("2026-02-03", "10000.00")], "2026-03-03",
         agent=team(("m0", "0.5"), ("m1", "0.3"), ("m2", "0.2"))),
    case("negative pool shared out", "on its absolute value: floor, then the largest remainders",
         [BASE6, CLAW, {"id": "split", "kind": "split", "on": ["base", "claw"]}],
         [sale("2026-01-05", "12345.67", "t1"), ev("sale_cancelled", "2026-04-10", order="t1")], "2026-05-05", agent=THREE),
    case("a return under a split", "the true-up goes to the members who got the pool",
         [BASE6, {"id": "split", "kind": "split", "on": ["base"]}],
         [sale("2026-01-05", "12345.67", "t1"), ev("refund", "2026-02-10", order="t1", amount="4444.44")], "2026-03-05", agent=THREE, returns=True),
    case("overlay", "shares may exceed the whole",
         [BASE10, {"id": "split", "kind": "split", "on": ["base"], "overlay": True}],
         [sale("2026-01-05", "12345.67")], "2026-02-05", agent=team(("m0", "100%"), ("m1", "25%"))),
    case("shares at the period's end", "a member who left in the month has no part, one who came has",
         [BASE10, {"id": "split", "kind": "split", "on": ["base"]}],
         [sale("2026-01-05", "1000.00"), sale("2026-02-05", "1000.00")], "2026-03-05",
         agent=team(("m0", "60%"), ("m1", "40%", {"until": "2026-02-10"}), ("m2", "40%", {"from": "2026-02-11"}))),
    case("override with own sales and credit from other contracts", "every listed member, the lead's own too, and what other contracts pass up",
         [{"id": "lead", "kind": "override", "rate": "1.5%", "of": "members", "own": True}],
         [sale("2026-02-03", "33350.25", member="m0"), sale("2026-02-03", "1000.33", member="m1"), sale("2026-02-04", "5000.00"),
          ev("credit_from", "2026-02-10", source_contract="HX-9", amount="20000.00", share="50%", generation=1),
          ev("credit_from", "2026-02-11", source_contract="HX-8", amount="777.77", generation=2)], "2026-03-05", agent=THREE),
    case("credit from another contract counts as credit", "where the plan names it among its credits",
         [BASE10], [sale("2026-02-03", "100.00"), ev("credit_from", "2026-02-10", source_contract="HX-9", amount="333.33", share="50%", generation=1),
                    ev("credit_from", "2026-02-11", source_contract="HX-8", amount="777.77", generation=2)], "2026-03-05",
         credit=[{"event": "sale", "amount": "amount"}, {"event": "credit_from", "amount": "amount", "when": "event.generation <= 1"}]),
    case("claw-back of an override", "the recipient gives back what the sale earned for the lead",
         [{"id": "lead", "kind": "override", "rate": "2%", "of": "members"}, {**CLAW, "on": ["lead"]}],
         [sale("2026-02-03", "30000.00", "v1", member="m1"), sale("2026-02-03", "10000.00", member="m1"), sale("2026-02-03", "9999.99", member="m2"),
          ev("sale_cancelled", "2026-05-03", order="v1")], "2026-06-05", agent=THREE),
    # -- accumulation and proration
    case("a year's quota prorated by calendar days", "the quota is the year's and is prorated over the year",
         [{"id": "base", "kind": "tiers", "quota": "365000.00", "method": "marginal", "accumulate": "year", "prorate": "calendar_days",
           "table": [{"from": "0%", "rate": "4%"}, {"from": "50%", "rate": "5%"}, {"from": "100%", "rate": "7%"}]}],
         [sale("2026-03-12", "100000.00"), sale("2026-04-15", "49999.99"), sale("2026-05-15", "170000.00"), sale("2026-06-15", "1234.56")],
         "2026-07-02", term=("2026-03-11", "2026-12-31")),
    case("prorated by working days", "15 of 22 working days of March",
         [{"id": "base", "kind": "tiers", "quota": "200000.00", "method": "marginal", "accumulate": "period", "prorate": "business_days", "table": T}],
         [sale("2026-03-20", "150000.00")], "2026-04-02", term=("2026-03-11", "2026-12-31")),
    case("the last month cut and not prorated", "prorate: none keeps the whole quota",
         [{"id": "base", "kind": "tiers", "quota": "200000.00", "method": "marginal", "accumulate": "period", "prorate": "none", "table": T},
          {"id": "fixed", "kind": "floor", "on": ["base"], "at": "9000.00"}],
         [sale("2026-03-10", "210000.00")], "2026-04-02", term=("2026-01-01", "2026-03-11")),
    case("money bounds", "without a quota a bound is money and is not prorated",
         [{"id": "base", "kind": "tiers", "method": "marginal", "accumulate": "period",
           "table": [{"from": "0.00", "rate": "3%"}, {"from": "1000.00", "rate": "5%"}, {"from": "10000.00", "rate": "7.5%"}]}],
         [sale("2026-01-20", "999.99"), sale("2026-02-20", "1000.01"), sale("2026-02-20", "9999.99"), sale("2026-03-20", "1000.00")], "2026-04-02",
         term=("2026-01-15", "2026-12-31")),
    case("a plan by quarter in a term that cuts it", "labels stay the calendar's",
         [{"id": "base", "kind": "tiers", "quota": "90000.00", "method": "retroactive", "accumulate": "period", "prorate": "calendar_days", "table": T},
          {"id": "draw", "kind": "draw", "amount": "3000.00", "recoverable": True, "at_end": "forgive"}],
         [sale("2026-02-20", "45000.00"), sale("2026-05-20", "90000.00")], "2026-08-02", period="quarter", term=("2026-02-15", "2026-12-31")),
    # -- amendments
    case("fixed amounts weighted by days", "draw, floor, cap and bonus each by the days of each wording",
         [BASE10, {"id": "bonus", "kind": "bonus", "rule": "enough", "amount": "{{b}}"},
          {"id": "floor", "kind": "floor", "on": ["base"], "at": "{{f}}"}, {"id": "cap", "kind": "cap", "on": ["base"], "at": "{{c}}", "excess": "forfeit"}],
         [sale("2026-06-10", "4000.00"), sale("2026-07-10", "40000.00"), *visits("2026-06-02", "2026-06-09", "2026-06-16")], "2026-08-02",
         params={"b": {"type": "money", "value": "100.00"}, "f": {"type": "money", "value": "1000.00"}, "c": {"type": "money", "value": "2000.00"}},
         amendments=[{"number": 1, "effective": "2026-06-11", "set": {"b": "200.00", "f": "1500.01"}, "applies": "by_event_date"},
                     {"number": 2, "effective": "2026-07-20", "set": {"c": "3000.00"}, "applies": "by_event_date"}],
         rules=[VISITS, ENOUGH]),
    case("a draw weighted by days", "10 of 31 days at 3,100, 21 at 6,200",
         [BASE10, {"id": "draw", "kind": "draw", "amount": "{{d}}", "recoverable": True, "at_end": "forgive"}],
         [sale("2026-03-20", "15000.00"), sale("2026-04-20", "90000.00")], "2026-05-02", params={"d": {"type": "money", "value": "3100.00"}},
         amendments=[{"number": 1, "effective": "2026-03-11", "set": {"d": "6200.00"}, "applies": "by_event_date"}]),
    case("three wordings in one month", "each has its own credited amount and its share of the quota",
         [{"id": "base", "kind": "tiers", "quota": "{{q}}", "method": "marginal", "accumulate": "period", "table": T}],
         [sale("2026-06-05", "50000.00"), sale("2026-06-15", "90000.00"), sale("2026-06-25", "200000.00")], "2026-07-02",
         params={"q": {"type": "money", "value": "150000.00"}},
         amendments=[{"number": 1, "effective": "2026-06-11", "set": {"q": "180000.00"}, "applies": "by_event_date"},
                     {"number": 2, "effective": "2026-06-21", "set": {"q": "300000.00"}, "applies": "by_event_date"}]),
    case("two amendments on one day", "the higher number wins",
         [{"id": "base", "kind": "rate", "rate": "{{r}}"}],
         [sale("2026-06-05", "1000.00"), sale("2026-06-15", "1000.00")], "2026-07-02", params={"r": {"type": "rate", "value": "5%"}},
         amendments=[{"number": 1, "effective": "2026-06-11", "set": {"r": "6%"}, "applies": "by_event_date"},
                     {"number": 2, "effective": "2026-06-11", "set": {"r": "7%"}, "applies": "by_event_date"}]),
    case("an accumulating tier amended inside a month", "it uses the wording at the period's end for the whole window",
         [{"id": "base", "kind": "tiers", "quota": "{{q}}", "method": "marginal", "accumulate": "quarter",
           "table": [{"from": "0%", "rate": "4%"}, {"from": "100%", "rate": "7%"}]}],
         [sale("2026-01-10", "150000.00"), sale("2026-02-10", "50000.00"), sale("2026-02-25", "90000.00"), sale("2026-03-25", "10000.00")], "2026-04-02",
         params={"q": {"type": "money", "value": "200000.00"}},
         amendments=[{"number": 1, "effective": "2026-02-20", "set": {"q": "240000.00"}, "applies": "by_event_date"}]),
    case("units amended by event date", "each unit at the amount of its day, by quantity",
         [{"id": "unit", "kind": "per_unit", "event": "sale", "each": "{{e}}", "count": "quantity"}],
         [sale("2026-06-05", "10.00", quantity=3), sale("2026-06-15", "10.00", quantity=2), sale("2026-06-16", "10.00")], "2026-07-02",
         params={"e": {"type": "money", "value": "1.25"}},
         amendments=[{"number": 1, "effective": "2026-06-11", "set": {"e": "2.35"}, "applies": "by_event_date"}]),
    case("amended from the next quarter", "the first plan period that starts on or after the date",
         [{"id": "base", "kind": "rate", "rate": "{{r}}"}],
         [sale("2026-03-30", "1000.00"), sale("2026-04-01", "1000.00"), sale("2026-06-30", "1000.00"), sale("2026-07-01", "1000.00")], "2026-10-02",
         period="quarter", params={"r": {"type": "rate", "value": "5%"}},
         amendments=[{"number": 1, "effective": "2026-04-01", "set": {"r": "6%"}}, {"number": 2, "effective": "2026-04-02", "set": {"r": "7%"}}]),
    # -- published closes
    case("closed by publication", "open until published; what is recorded later is a true-up in the earliest open month",
         [BASE10],
         [sale("2026-01-10", "1000.00"), sale("2026-01-11", "2000.00", rec="2026-02-08"), published("2026-01", "2026-02-10"),
          sale("2026-01-12", "4000.00", rec="2026-02-11"), sale("2026-02-12", "8000.00"), published("2026-02", "2026-03-09"),
          sale("2026-02-13", "16000.00", rec="2026-03-20"), sale("2026-03-13", "500.00")], "2026-04-02", close="published"),
    case("published out of order", "true-ups go to the earliest month that was not closed",
         [BASE10],
         [sale("2026-01-10", "1000.00"), sale("2026-02-10", "2000.00"), published("2026-02", "2026-03-05"),
          sale("2026-02-11", "4000.00", rec="2026-03-06"), published("2026-01", "2026-03-20"), sale("2026-02-12", "8000.00", rec="2026-03-25")],
         "2026-04-02", close="published"),
    case("published before the month was over", "such a publication closes nothing",
         [BASE10], [sale("2026-01-10", "1000.00"), published("2026-01", "2026-01-20"), sale("2026-01-25", "500.00")], "2026-03-02", close="published"),
    # -- payments, balances
    case("payable, paid and open", "5,000.00 payable, 3,000.00 paid, 210.00 withheld",
         [BASE10],
         [sale("2026-01-10", "50000.00"), ev("payment_made", "2026-02-15", amount="3000.00", allocations=[{"statement": "2026-01", "amount": "3000.00"}]),
          ev("tax_withheld", "2026-02-15", statement="2026-01", amount="210.00")], "2026-03-02", show=["2026-01"]),
    case("a payment for two statements", "each statement gets what the payment says",
         [BASE10],
         [sale("2026-01-10", "5000.00"), sale("2026-02-10", "7000.00"),
          ev("payment_made", "2026-03-15", amount="1100.00", allocations=[{"statement": "2026-01", "amount": "500.00"}, {"statement": "2026-02", "amount": "600.00"}])],
         "2026-04-02", show=["2026-01", "2026-02"]),
    case("a negative statement stands", "without a power it is carried and taken from nothing",
         [BASE6, CLAW], [sale("2026-01-05", "60000.00", "n1"), ev("sale_cancelled", "2026-02-10", order="n1"), sale("2026-03-10", "20000.00"),
                         ev("payment_made", "2026-04-15", amount="1200.00", allocations=[{"statement": "2026-03", "amount": "1200.00"}])], "2026-05-02"),
    case("set off by the contract's power", "later pay is taken as far as it goes",
         [BASE6, CLAW], [sale("2026-01-05", "60000.00", "n1"), ev("sale_cancelled", "2026-02-10", order="n1"), sale("2026-03-10", "20000.00"),
                         sale("2026-04-10", "70000.00")], "2026-05-02", rules=[POWER]),
    case("set off by notice", "from its arrival, and only what is undisputed",
         [BASE6, CLAW], [sale("2026-01-05", "60000.00", "n1"), ev("sale_cancelled", "2026-02-10", order="n1"), sale("2026-03-10", "20000.00"),
                         ev("set_off_notice", "2026-04-10", amount="3000.00", undisputed="1500.00", arrived="2026-04-12T10:00:00+08:00"), sale("2026-04-11", "70000.00"),
                         sale("2026-05-11", "10000.00")], "2026-06-02"),
    case("paid back by the agent", "a negative payment settles the negative statement; nothing is left to set off",
         [BASE6, CLAW], [sale("2026-01-05", "60000.00", "n1"), ev("sale_cancelled", "2026-02-10", order="n1"),
                         ev("payment_made", "2026-03-05", amount="-3300.00", allocations=[{"statement": "2026-02", "amount": "-3300.00"}]),
                         sale("2026-03-10", "20000.00")], "2026-05-02", rules=[POWER]),
    # -- opening
    case("opening balances at go-live", "draw, carry and account go on from what was handed over",
         [BASE10, {"id": "cap", "kind": "cap", "on": ["base"], "at": "5000.00", "excess": "carry"},
          {"id": "draw", "kind": "draw", "amount": "3000.00", "recoverable": True, "at_end": "forgive"}],
         [sale("2026-02-10", "99999.00"), ev("opening_balance", "2026-04-01", what="draw", component="draw", amount="1500.00"),
          ev("opening_balance", "2026-04-01", what="carry", component="cap", amount="800.00"),
          ev("opening_balance", "2026-04-01", what="account", amount="-250.00"), sale("2026-04-10", "45000.00"), sale("2026-05-10", "20000.00")],
         "2026-06-02", go_live="2026-04-01"),
    case("an accumulator across go-live", "the quarter goes on from the amount handed over",
         [{"id": "base", "kind": "tiers", "quota": "240000.00", "method": "marginal", "accumulate": "quarter",
           "table": [{"from": "0%", "rate": "4%"}, {"from": "100%", "rate": "7%"}]}],
         [ev("opening_balance", "2026-05-01", what="accumulator", component="base", amount="180000.00"), sale("2026-05-10", "100000.00"),
          sale("2026-06-10", "10000.00"), sale("2026-07-10", "250000.00")], "2026-08-02", go_live="2026-05-01"),
    case("a quarter that goes on from an earlier contract", "its amount and its whole quota come with it",
         [{"id": "base", "kind": "tiers", "quota": "240000.00", "method": "marginal", "accumulate": "quarter", "prorate": "calendar_days",
           "table": [{"from": "0%", "rate": "4%"}, {"from": "100%", "rate": "7%"}]}],
         [ev("opening_balance", "2026-05-01", what="accumulator", component="base", amount="200000.00"), sale("2026-05-10", "100000.00")],
         "2026-06-02", term=("2026-05-01", "2026-12-31"), continues="VEC-0"),
    case("claw-back of a sale from before go-live", "by what it had earned in the named component",
         [BASE6, CLAW],
         [ev("opening_credit", "2026-04-01", order="old1", sold_at="2026-01-20", amount="60000.00", earned={"base": "3600.00", "gone": "77.00"}),
          ev("sale_cancelled", "2026-06-20", order="old1")], "2026-07-02", go_live="2026-04-01"),
    case("return of a sale from before go-live", "the part of what it earned comes back as a true-up, and a later claw-back takes from the rest",
         [BASE6, CLAW],
         [ev("opening_credit", "2026-04-01", order="old1", sold_at="2026-01-20", amount="60000.00", earned={"base": "3600.00"}),
          ev("refund", "2026-04-20", order="old1", amount="12345.67"), ev("sale_cancelled", "2026-06-20", order="old1")], "2026-07-02",
         go_live="2026-04-01", returns=True),
    case("a hold from before go-live", "released by the plan's own table",
         [BASE10, hold("2 months", None)],
         [ev("opening_balance", "2026-04-01", what="holdback", component="hold", amount="999.99"), sale("2026-04-10", "1000.00")], "2026-07-02",
         go_live="2026-04-01"),
    # -- claw-back
    case("cooling-off from delivery", "inside 15 days of delivery all goes back; not delivered yet is inside",
         [BASE6, {**CLAW, "event": "policy_ended", "match": "policy", "cooling_from": "policy_delivered"}],
         [sale("2026-01-05", "1200.00", policy="p1"), ev("policy_delivered", "2026-02-01", policy="p1"), ev("policy_ended", "2026-02-16", policy="p1", reason="surrender"),
          sale("2026-01-05", "2400.00", policy="p2"), ev("policy_delivered", "2026-02-01", policy="p2"), ev("policy_ended", "2026-02-17", policy="p2", reason="surrender"),
          sale("2026-01-05", "3600.00", policy="p3"), ev("policy_ended", "2026-03-17", policy="p3", reason="surrender"), ev("policy_delivered", "2026-03-20", policy="p3")],
         "2026-04-02"),
    case("ends that nobody chose", "death, claim, maturity and the company's fault take nothing back; only the first end counts",
         [BASE6, {**CLAW, "event": "policy_ended", "match": "policy"}],
         [*[sale("2026-01-05", "1200.00", policy=f"p{i}") for i in range(6)],
          *[ev("policy_ended", "2026-03-16", policy=f"p{i}", reason=r) for i, r in enumerate(["death", "claim", "maturity", "company_fault", "surrender"])],
          ev("policy_ended", "2026-04-16", policy="p4", reason="surrender"), ev("policy_ended", "2026-04-16", policy="p0", reason="surrender"),
          ev("policy_ended", "2026-04-17", policy="nobody", reason="surrender")], "2026-05-02"),
    case("claw-back after a return, and a return after the claw-back", "from the amount after returns; a later return restates it",
         [BASE6, CLAW],
         [sale("2026-01-05", "60000.00", "k1"), ev("refund", "2026-01-20", order="k1", amount="10000.00"), ev("sale_cancelled", "2026-04-10", order="k1"),
          ev("refund", "2026-05-20", order="k1", amount="20000.00")], "2026-06-02", returns=True),
    case("claw-back after the term", "a month without lines has no statement",
         [BASE6, CLAW], [sale("2026-02-10", "60000.00", "z1"), sale("2026-04-10", "9999.00"), ev("sale_cancelled", "2026-06-10", order="z1")], "2026-08-02",
         term=("2026-01-01", "2026-03-31")),
    case("a late return after the term", "the true-up has a statement of its own",
         [BASE6], [sale("2026-02-10", "60000.00", "z1"), ev("refund", "2026-06-10", order="z1", amount="500.00")], "2026-08-02",
         term=("2026-01-01", "2026-03-31"), returns=True),
    case("claw-back on base and multiplier", "a sale's share of both, by credited amount; days of two years",
         [BASE6, {"id": "loyal", "kind": "multiplier", "on": ["base"], "metric": "csat", "indeterminate": "0.95",
                  "table": [{"from": "50%", "times": "1.00"}, {"from": "80%", "times": "1.10"}]},
          {**CLAW, "on": ["base", "loyal"], "earn_over": "2 years", "unit": "day"}],
         [sale("2026-01-05", "10000.00", "y1"), sale("2026-01-06", "7777.77"), *answers("2026-01-10", 5, 5, 5, 5), ev("sale_cancelled", "2026-07-20", order="y1")],
         "2026-08-02", rules=[CSAT], show=["2026-01", "2026-07"]),
    case("full months from the 31st", "the largest n with sale date + n months at or before the end",
         [BASE6, {**CLAW, "cooling_off": "10 days"}],
         [sale("2026-01-31", "12000.00", "e1"), ev("sale_cancelled", "2026-02-28", order="e1"), sale("2026-03-31", "12000.00", "e2"),
          ev("sale_cancelled", "2026-06-29", order="e2")], "2026-07-02"),
    case("claw-back listed before a later component", "without on it works on all earning lines above it",
         [BASE6, {"id": "motor", "kind": "per_unit", "event": "sale", "each": "50.00", "when": "event.product == 'motor'"},
          {k: v for k, v in CLAW.items() if k != "on"}],
         [sale("2026-01-05", "12000.00", "a1", product="motor"), sale("2026-01-06", "3000.00", product="motor"), ev("sale_cancelled", "2026-03-06", order="a1")],
         "2026-04-02"),
    # -- multiplier
    case("multiplier without enough answers", "the indeterminate factor serves every status but ok, and values below the first row",
         [BASE10, {"id": "loyal", "kind": "multiplier", "on": ["base"], "metric": "csat", "indeterminate": "0.95",
                   "table": [{"from": "50%", "times": "1.00"}, {"from": "80%", "times": "1.10"}]}],
         [*[sale(f"2026-0{m}-03", "1234.50") for m in (1, 2, 3, 4)], *answers("2026-01-10", 5, 5), *answers("2026-02-10", 5, 1, 1, 1),
          *answers("2026-03-10", 5, 5, 1, 1), *answers("2026-04-10", 5, 5, 5, 5, 1)], "2026-05-02", rules=[CSAT]),
    case("a reading frozen at the close", "answers recorded later restate the measure, not the pay; a late sale is paid by the frozen factor",
         [BASE10, {"id": "loyal", "kind": "multiplier", "on": ["base"], "metric": "csat", "table": [{"from": 0, "times": "1.00"}, {"from": "80%", "times": "1.10"}]}],
         [sale("2026-01-03", "1234.50"), *answers("2026-01-10", 5, 5, 5, 5), *answers("2026-01-11", 1, 1, 1, 1, rec="2026-02-10"),
          sale("2026-01-04", "1000.00", rec="2026-02-11")], "2026-03-02", rules=[CSAT]),
    # -- rounding, dates
    case("half-up on the absolute value", "each line once; a factor below one rounds away from zero too",
         [{"id": "base", "kind": "rate", "rate": "0.5%"}, {"id": "less", "kind": "multiplier", "on": ["base"], "metric": "csat", "indeterminate": "0.5", "table": [{"from": 0, "times": "1.00"}]}],
         [sale("2026-01-03", "8165.00"), sale("2026-02-03", "1.00"), sale("2026-03-03", "35175.00")], "2026-04-02", rules=[CSAT]),
    case("midnight in the contract's zone", "facts in UTC fall on the local day",
         [BASE10], [sale("2026-01-31T15:59:59Z", "100.00"), sale("2026-01-31T16:00:00Z", "1000.00"), sale("2025-12-31T15:59:59Z", "9.00"),
                    sale("2026-12-31T15:59:59Z", "7.00"), sale("2026-12-31T16:00:00Z", "8.00")], "2027-02-02", show=["2026-01", "2026-02", "2026-12"]),
    case("a cancelled sale keeps its credit", "the claw-back alone takes back what was not earned; a returned unit is none",
         [BASE10, {"id": "unit", "kind": "per_unit", "event": "sale", "each": "88.00"}, {**CLAW, "on": ["base", "unit"]}],
         [sale("2026-01-05", "100.00", "c1"), sale("2026-01-06", "200.00", "c2"), ev("refund", "2026-01-10", order="c2", amount="200.00"),
          sale("2026-01-07", "300.00", "c3"), ev("refund", "2026-01-10", order="c3", amount="299.99"), ev("sale_cancelled", "2026-03-06", order="c1")],
         "2026-04-02", returns=True),
    # -- holdback and claw-back
    case("holdback lets go of what was taken back", "the claw-back is among its lines: a negative month holds nothing and lets go, oldest first",
         [{"id": "base", "kind": "rate", "rate": "10%"}, CLAW, {**hold(), "on": ["base", "claw"]}],
         [sale("2026-01-31", "87654.30", "h1"), sale("2026-02-10", "10000.00", "h2"), ev("sale_cancelled", "2026-02-15", order="h1"),
          ev("sale_cancelled", "2026-03-20", order="h2"), *answers("2026-03-10", 5, 5, 5, 2)], "2026-05-02", rules=[CSAT]),
    case("hold on pay taken back, released in full", "the claw-back is not among its lines: what is held of its part is no matter of the measure",
         [{"id": "base", "kind": "rate", "rate": "10%"}, hold(), CLAW],
         [sale("2026-01-31", "87654.30", "h1"), sale("2026-01-10", "10000.00", "h2"), ev("sale_cancelled", "2026-02-15", order="h1"),
          ev("sale_cancelled", "2026-02-20", order="h2"), *answers("2026-03-10", 5, 5, 1, 2)], "2026-05-02", rules=[CSAT]),
    case("holdback lets go after the term", "a claw-back that comes after the last month lets go of what is held as well",
         [{"id": "base", "kind": "rate", "rate": "10%"}, CLAW, {**hold("6 months"), "on": ["base", "claw"]}],
         [sale("2026-03-25", "5000.00", "h1"), ev("sale_cancelled", "2026-04-05", order="h1")], "2026-06-02",
         term=("2026-01-01", "2026-03-31"), rules=[CSAT]),
    # -- licences
    case("a sale outside of a licence is held from credit", "the first day counts, the day that it ends does not; a day is one of the contract's zone",
         [BASE10, {"id": "unit", "kind": "per_unit", "event": "sale", "each": "88.00"}],
         [licensed("2026-01-02", "2026-02-10", "2026-03-10"), sale("2026-02-09T15:59:59Z", "100.00"), sale("2026-02-09T16:00:00Z", "1000.00"),
          sale("2026-03-09T15:59:59Z", "20000.00"), sale("2026-03-09T16:00:00Z", "7.00")], "2026-04-02", licence=True),
    case("a licence filed late releases what was held", "the closed month stays; the difference is a true-up in the open one",
         [BASE10], [sale("2026-01-05", "5000.00"), licensed("2026-03-03", "2026-01-01")], "2026-04-02", licence=True),
    case("a licence that is corrected or retracted", "what it no longer covers is taken back by a true-up",
         [BASE10], [licensed("2026-01-02", "2026-01-01", id="lic"), sale("2026-01-05", "5000.00"), sale("2026-01-25", "700.00"),
                    ev("corrected", "2026-02-10", target="lic", fields={"before": "2026-01-20"}), sale("2026-02-11", "900.00"),
                    licensed("2026-02-05", "2026-02-01", id="lic2"), ev("retracted", "2026-04-10", target="lic")], "2026-05-02", licence=True),
    case("two licences one after the other", "a day is covered by either; a gap between them is not",
         [BASE10], [licensed("2026-01-02", "2026-01-01", "2026-01-11"), licensed("2026-01-02", "2026-01-13", "2026-01-20"),
                    *[sale(f"2026-01-{d:02d}", f"{d}00.00") for d in range(8, 22)]], "2026-02-02", licence=True),
    case("each member has a licence of its own", "of the one who sold, and of all who share in what nobody is named for",
         [BASE10, {"id": "split", "kind": "split", "on": ["base"]}],
         [licensed("2026-01-02", "2026-01-01", member="m0"), licensed("2026-01-02", "2026-01-01", "2026-02-01", member="m1"),
          licensed("2026-01-02", "2026-01-15", member="m2"), licensed("2026-01-02", "2026-01-01"),
          sale("2026-01-10", "1000.00"), sale("2026-01-16", "2000.00"), sale("2026-02-05", "4000.00"),
          sale("2026-02-06", "8000.00", member="m0"), sale("2026-02-07", "16000.00", member="m1")],
         "2026-03-02", agent=THREE, licence=True),
    case("a contract that asks for no licence", "licences on file change nothing",
         [BASE10], [licensed("2026-01-02", "2026-02-01"), sale("2026-01-05", "5000.00")], "2026-02-02"),
    # -- claw-back, once more
    case("a cancelled order whose policy was delivered late", "cooling-off runs from delivery whichever event ends the sale; without a policy from the sale",
         [BASE6, {**CLAW, "cooling_from": "policy_delivered"}],
         [sale("2026-01-05", "1200.00", "o1", policy="p1"), ev("policy_delivered", "2026-02-20", policy="p1"), ev("sale_cancelled", "2026-03-06", order="o1"),
          sale("2026-01-05", "2400.00", "o2", policy="p2"), ev("sale_cancelled", "2026-03-06", order="o2"), ev("policy_delivered", "2026-03-20", policy="p2"),
          sale("2026-01-05", "3600.00", "o3"), ev("sale_cancelled", "2026-03-06", order="o3"),
          sale("2026-01-05", "4800.00", "o4"), ev("sale_cancelled", "2026-01-19", order="o4"),
          sale("2026-01-05", "6000.00", "o5", policy="p5"), ev("policy_delivered", "2026-01-06", order="o5", policy="p5"), ev("sale_cancelled", "2026-03-06", order="o5")],
         "2026-04-02"),
    # -- what becomes known late of a hold, and of a moment
    case("a hold that is known only after its release fell due", "the closed month in which it fell due decides by the measure as it stood at that close",
         [BASE10, hold("1 months")],
         [*answers("2026-02-10", 5, 5, 5, 2), *answers("2026-03-10", 5, 5, 5, 5), sale("2026-01-20", "5000.00", rec="2026-03-16")],
         "2026-04-05", rules=[CSAT]),
    case("taken back in the period of the release", "what is held of it goes back in full though the hold stands before the claw-back, the rest by the table",
         [BASE10, hold("1 months"), CLAW],
         [sale("2026-01-20", "1000.00", "h1"), sale("2026-01-21", "87654.30", "h2"), ev("sale_cancelled", "2026-02-02", order="h1"),
          *answers("2026-02-10", 1, 1, 1, 1)], "2026-04-02", rules=[CSAT]),
    case("taken back while the measure is not there", "what is held of it goes back when it falls due, the rest waits for the measure",
         [BASE10, hold("1 months"), CLAW],
         [sale("2026-01-20", "1000.00", "h1"), sale("2026-01-21", "87654.30", "h2"), ev("sale_cancelled", "2026-02-02", order="h1"),
          ev("sale_cancelled", "2026-04-20", order="h2"), *answers("2026-04-10", 5, 5, 5, 1)], "2026-06-02", rules=[CSAT]),
    case("two claw-backs and a hold between them", "it waits for the second, and not for one among its lines",
         [BASE10, {"id": "unit", "kind": "per_unit", "event": "sale", "each": "88.00"}, {**CLAW, "id": "first"},
          {**hold("1 months"), "on": ["base", "unit", "first"]}, {**CLAW, "id": "second", "on": ["unit"]}],
         [sale("2026-01-20", "1000.00", "h1"), sale("2026-01-21", "87654.30", "h2"), ev("sale_cancelled", "2026-02-02", order="h1"),
          *answers("2026-02-10", 1, 1, 1, 1)], "2026-04-02", rules=[CSAT]),
]
