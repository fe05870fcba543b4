"""Writes vectors/rules.json: recurrence, prohibition, power, procedure, holds, payer's clocks. Every expected value was worked by hand;
the reasoning stands in `why`. Run: python3 vectors/oracle/rules.py"""
import json, os

BASE = {
    "fealty": 1, "number": "VEC-R", "title": {"zh": "测试合同", "en": "Vector contract"}, "languages": ["zh", "en"], "mode": "company_led",
    "law": {"country": "CN", "as_of": "2026-03-01"}, "currency": "CNY", "time_zone": "Asia/Shanghai", "calendar": {"id": "CN", "hours": "09:00-18:00"},
    "term": {"from": "2026-01-01", "until": "2026-12-31"},
    "parties": {"company": {"name": "甲公司", "kind": "organisation"}, "agent": {"name": "乙代理", "kind": "person"}}, "params": {},
}
CASES = []

def case(name, why, rules, facts, as_of, instances=(), statements=None, **extra):
    contract = json.loads(json.dumps(BASE)); contract.update(extra)
    contract["clauses"] = [{"id": "C9.3", "title": {"zh": "约定", "en": "Agreed"}, "text": {"zh": "依约。", "en": "As agreed."}, "rules": rules}]
    events = []
    for number, fact in enumerate(facts, 1):
        kind, at, *rest = fact
        events.append({"id": f"e{number:03d}", "kind": kind, "at": at + "+08:00", **(rest[0] if rest else {})})
    expect = {"instances": [dict(i) for i in instances]}
    if statements: expect["statements"] = statements
    CASES.append({"name": name, "why": why, "contract": contract, "facts": events, "as_of": as_of + "+08:00", "expect": expect})

def inst(rule, state, **more): return {"ref": f"C9.3/{rule}", "state": state, **more}

REPORT = {"id": "report", "kind": "recurrence", "bearer": "agent", "finding": "B2", "every": "month", "due": "5 business days after end", "done_by": "report_submitted", "count": 1, "per": "contract"}
case("report due five business days after the month", "June ends on a Tuesday; 1, 2, 3, 6, 7 July are the five working days, due at 18:00 of the fifth",
     [REPORT], [("report_submitted", "2026-07-07T18:00:00", {"report": "r6"})], "2026-07-08T00:00:00",
     [inst("report", "met", period="2026-06", due_at="2026-07-07T18:00:00+08:00", closed_at="2026-07-07T18:00:00+08:00"), inst("report", "running", period="2026-07")],
     term={"from": "2026-06-01", "until": "2026-12-31"})
case("report a second late", "the due time itself is kept; one second later is not, and the lateness is shown",
     [REPORT], [("report_submitted", "2026-07-07T18:00:01", {"report": "r6"})], "2026-07-08T00:00:00",
     [inst("report", "missed", period="2026-06", closed_at="2026-07-07T18:00:01+08:00")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("report that names its period", "an event with a period counts for that one only, however late",
     [REPORT], [("report_submitted", "2026-07-03T10:00:00", {"report": "r7", "period": "2026-07"})], "2026-07-09T00:00:00",
     [inst("report", "missed", period="2026-06"), inst("report", "met", period="2026-07", closed_at="2026-07-03T10:00:00+08:00")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("day of the month", "due at the end of the tenth day; a term that begins on the 25th owes it by the tenth day of its own first month, at most that month's last day",
     [{**REPORT, "due": "day 10"}], [("report_submitted", "2026-02-10T23:59:59", {"report": "r"})], "2026-02-11T00:00:01",
     [inst("report", "missed", period="2026-01", due_at="2026-02-01T00:00:00+08:00"), inst("report", "met", period="2026-02", due_at="2026-02-11T00:00:00+08:00")],
     term={"from": "2026-01-25", "until": "2026-12-31"})
case("counted duty", "two contacts a quarter are owed and one was made: missed from the first instant after it was due",
     [{"id": "visits", "kind": "recurrence", "bearer": "agent", "finding": "B2", "every": "quarter", "due": "0 days after end", "done_by": "contact_made", "count": 2, "per": "contract"}],
     [("contact_made", "2026-02-01T10:00:00", {"channel": "visit"})], "2026-04-01T00:00:01",
     [inst("visits", "missed", period="2026-Q1", due_at="2026-04-01T00:00:00+08:00"), inst("visits", "running", period="2026-Q2")])
case("visit to each customer in 90 days", "c1 joined on 10 January: its first ninety days end with 9 April; c2 left on 1 March and owes nothing any more",
     [{"id": "visit", "kind": "recurrence", "bearer": "agent", "finding": "B2", "every": "90 days", "due": "0 days after end", "done_by": "contact_made", "when": "event.channel == 'visit'", "count": 1, "per": "customer"}],
     [("customer_joined", "2026-01-10T09:00:00", {"customer": "c1"}), ("customer_joined", "2026-01-10T09:00:00", {"customer": "c2"}), ("contact_made", "2026-02-01T10:00:00", {"customer": "c1", "channel": "phone"}),
      ("customer_left", "2026-03-01T10:00:00", {"customer": "c2"})], "2026-04-10T00:00:01",
     [inst("visit", "missed", period="2026-01-10", subject="c1", due_at="2026-04-10T00:00:00+08:00"), inst("visit", "ended", period="2026-01-10", subject="c2")])
case("visit made in time by the right channel", "the phone call does not count, the visit does",
     [{"id": "visit", "kind": "recurrence", "bearer": "agent", "finding": "B2", "every": "90 days", "due": "0 days after end", "done_by": "contact_made", "when": "event.channel == 'visit'", "count": 1, "per": "customer"}],
     [("customer_joined", "2026-01-10T09:00:00", {"customer": "c1"}), ("contact_made", "2026-02-01T10:00:00", {"customer": "c1", "channel": "visit"})], "2026-02-02T00:00:00",
     [inst("visit", "met", period="2026-01-10", subject="c1", closed_at="2026-02-01T10:00:00+08:00")])
case("duty of the company", "the same rule borne by the company is the company's own missed duty",
     [{**REPORT, "bearer": "company", "finding": "B1"}], [], "2026-07-08T00:00:00", [inst("report", "missed", period="2026-06", bearer="company")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("two bearers, one instance each", "a list of bearers owes severally",
     [{"id": "meeting", "kind": "recurrence", "bearer": ["company", "agent"], "finding": "B5", "every": "month", "due": "day 10", "done_by": "review_held", "count": 1, "per": "contract"}],
     [], "2026-02-11T00:00:00", [inst("meeting", "missed", period="2026-01", bearer="company"), inst("meeting", "missed", period="2026-01", bearer="agent")])
GIFT = {"id": "no_gift", "kind": "prohibition", "bearer": "agent", "finding": "B2", "event": "gift_given", "when": "event.value > 200", "severity": "major"}
EVENTS = {"gift_given": {"value": "money", "to": "text"}}
case("prohibited act", "one instance for the offending event; 200.00 is not above 200",
     [GIFT], [("gift_given", "2026-05-01T10:00:00", {"value": "200.00", "to": "x"}), ("gift_given", "2026-05-02T10:00:00", {"value": "200.01", "to": "x"})], "2026-06-01T00:00:00",
     [inst("no_gift", "missed", subject="e002")], events=EVENTS)
case("prohibition kept", "nobody offended: it stands while the term runs", [GIFT], [("gift_given", "2026-05-01T10:00:00", {"value": "1.00", "to": "x"})], "2026-06-01T00:00:00",
     [inst("no_gift", "running", period="term")], events=EVENTS)
case("prohibition kept to the end", "after the last day of the term it has been kept", [GIFT], [], "2027-01-01T00:00:00", [inst("no_gift", "met", period="term")], events=EVENTS)
case("waived", "the other party let the missed report go", [REPORT], [("waived", "2026-07-20T10:00:00", {"instance": "C9.3/report@2026-06", "by": "company"})], "2026-08-01T00:00:00",
     [inst("report", "waived", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("excused while force majeure lasts", "it began before the report was due and has not ended",
     [REPORT], [("force_majeure_from", "2026-07-02T00:00:00", {"instances": ["C9.3/report"]})], "2026-07-20T00:00:00",
     [inst("report", "excused", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("force majeure moves the due time", "2 and 3 July are the working days that do not count: due 9 July 18:00; the report of that morning is in time",
     [REPORT], [("force_majeure_from", "2026-07-02T00:00:00", {"instances": ["C9.3/report"]}), ("force_majeure_to", "2026-07-05T00:00:00", {"instances": ["C9.3/report"]}), ("report_submitted", "2026-07-09T10:00:00", {"report": "r"})],
     "2026-07-20T00:00:00", [inst("report", "met", period="2026-06", due_at="2026-07-09T18:00:00+08:00")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("force majeure after default excuses nothing", "it began on 8 July, when the report was already late (CC 590)",
     [REPORT], [("force_majeure_from", "2026-07-08T00:00:00", {"instances": ["C9.3/report"]})], "2026-07-20T00:00:00",
     [inst("report", "missed", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("suspended", "while the other party has suspended it nothing runs", [REPORT], [("suspended", "2026-07-01T00:00:00", {"instances": ["C9.3/report@2026-06"], "by": "company"})], "2026-07-20T00:00:00",
     [inst("report", "suspended", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
WITHHOLD = {"id": "withhold", "kind": "power", "holder": "agent", "may": "withhold"}
WITHHELD = ("withheld", "2026-07-01T00:00:00", {"instance": "C9.3/report@2026-06", "ground": "data not supplied", "by": "agent"})
case("withheld with a ground", "who may withhold is not in breach while the ground is open (CC 525-527)", [REPORT, WITHHOLD], [WITHHELD], "2026-07-20T00:00:00",
     [inst("report", "excused", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("withheld without a power", "nobody excuses himself: without the power the report is missed", [REPORT], [WITHHELD], "2026-07-20T00:00:00",
     [inst("report", "missed", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("withheld before its notice has run", "five business days of notice end on 7 July at 18:00, when the report is due: nothing begins before it is late",
     [REPORT, {**WITHHOLD, "notice": "5 business days"}], [WITHHELD], "2026-07-20T00:00:00",
     [inst("report", "missed", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("waived by who owes it", "nobody lets himself off", [REPORT], [("waived", "2026-07-20T10:00:00", {"instance": "C9.3/report@2026-06", "by": "agent"})], "2026-08-01T00:00:00",
     [inst("report", "missed", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("waived by nobody known", "an act that says nothing of who did it, or names nobody of the contract, lets nobody off", [REPORT],
     [("waived", "2026-07-20T10:00:00", {"instance": "C9.3/report@2026-06"}), ("waived", "2026-07-20T11:00:00", {"instance": "C9.3/report@2026-06", "by": "intermediary"})], "2026-08-01T00:00:00",
     [inst("report", "missed", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
case("ended before it was due", "the contract ended on 20 June; the July duty never ripened", [REPORT], [("ended", "2026-06-20T00:00:00", {"ground": "mutual"})], "2026-07-20T00:00:00",
     [inst("report", "ended", period="2026-06")], term={"from": "2026-06-01", "until": "2026-12-31"})
POWER = {"id": "adjust", "kind": "power", "holder": "company", "may": "adjust_param", "param": "target", "min": "20", "max": "40", "notice": "30 days", "effective": "next_period"}
TARGET = {"target": {"type": "number", "value": 30, "label": {"zh": "目标", "en": "Target"}}}
def use(value, at, effective, **more): return ("power_used", at, {"power": "adjust_param", "param": "target", "value": value, "effective": effective, **more})
case("power used within its bounds", "40 is allowed, notice of 31 days, from the first of a month", [POWER], [use("40", "2026-03-31T10:00:00", "2026-05-01", party="company")], "2026-06-01T00:00:00", [inst("adjust", "met", subject="e001")], params=TARGET)
case("power above its maximum", "41 is out of bounds", [POWER], [use("41", "2026-03-31T10:00:00", "2026-05-01", party="company")], "2026-06-01T00:00:00", [inst("adjust", "missed", subject="e001")], params=TARGET)
case("power with short notice", "29 days are not 30", [POWER], [use("35", "2026-04-02T10:00:00", "2026-05-01", party="company")], "2026-06-01T00:00:00", [inst("adjust", "missed", subject="e001")], params=TARGET)
case("power inside a running period", "it may take effect with a new period only", [POWER], [use("35", "2026-03-01T10:00:00", "2026-05-15", party="company")], "2026-06-01T00:00:00", [inst("adjust", "missed", subject="e001")], params=TARGET)
case("power used by the wrong party", "the agent does not hold it", [POWER], [use("35", "2026-03-01T10:00:00", "2026-05-01", party="agent")], "2026-06-01T00:00:00", [inst("adjust", "missed", subject="e001")], params=TARGET)
SALES = {"id": "sales", "kind": "definition", "metric": {"measure": "count", "event": "sale", "window": "month", "min_n": 0}}
GOAL = {"id": "goal", "kind": "threshold", "bearer": "agent", "finding": "B3", "metric": "sales", "at_least": "{{target}}", "every": "month", "decide": "point"}
def sold(month, count): return [("sale", f"2026-{month:02d}-03T10:{n:02d}:00", {"order": f"{month}-{n}", "amount": "1.00"}) for n in range(count)]
case("an adjusted target counts from its own period", "30 sales are owed until April; from 1 May 40, set by notice of 31 days: 35 in April meet it, 35 in May do not", [POWER, SALES, GOAL],
     [use("40", "2026-03-31T10:00:00", "2026-05-01", party="company"), *sold(4, 35), *sold(5, 35)], "2026-06-02T00:00:00",
     [inst("goal", "met", period="2026-04"), inst("goal", "missed", period="2026-05")], params=TARGET)
case("an adjustment outside its bounds changes nothing", "41 was never allowed: 35 sales still meet 30", [POWER, SALES, GOAL],
     [use("41", "2026-03-31T10:00:00", "2026-05-01", party="company"), *sold(5, 35)], "2026-06-02T00:00:00",
     [inst("goal", "met", period="2026-05")], params=TARGET)
PROC = {"id": "ratify", "kind": "procedure", "name": "ratification", "match": "act", "bearer": "company", "finding": "B1", "stages": [{"id": "answer", "by": "company", "within": "30 days", "on_silence": "refused", "starts": "ratification_demanded", "ends": "ratification_answered"}]}
PE = {"ratification_demanded": {"act": "text"}, "ratification_answered": {"act": "text"}}
case("ratification in time", "answered on the thirtieth day", [PROC], [("ratification_demanded", "2026-05-01T10:00:00", {"act": "a1"}), ("ratification_answered", "2026-05-31T10:00:00", {"act": "a1"})], "2026-06-10T00:00:00",
     [inst("ratify", "met", subject="a1/answer", due_at="2026-05-31T10:00:00+08:00")], events=PE)
case("silence refuses", "CC 171: thirty days of silence are refusal; nobody is late", [PROC], [("ratification_demanded", "2026-05-01T10:00:00", {"act": "a1"})], "2026-06-10T00:00:00",
     [inst("ratify", "ended", subject="a1/answer")], events=PE)
TWO = {"id": "dispute", "kind": "procedure", "name": "dispute", "match": "dispute", "bearer": ["company", "agent"], "finding": "B5", "stages": [
    {"id": "negotiation", "by": "either", "within": "15 days", "next": "mediation", "starts": "dispute_opened", "ends": "negotiation_done"},
    {"id": "mediation", "by": "company", "within": "30 days", "ends": "mediation_done"}]}
TE = {"dispute_opened": {"dispute": "text"}, "negotiation_done": {"dispute": "text"}, "mediation_done": {"dispute": "text"}}
case("stages follow each other", "the second stage opens when the first is done and is late after its own thirty days",
     [TWO], [("dispute_opened", "2026-05-01T10:00:00", {"dispute": "d"}), ("negotiation_done", "2026-05-10T10:00:00", {"dispute": "d"})], "2026-06-10T00:00:00",
     [inst("dispute", "met", subject="d/negotiation", bearer="agent"), inst("dispute", "missed", subject="d/mediation", bearer="company", due_at="2026-06-09T10:00:00+08:00")], events=TE)
PAY = {"id": "pay", "kind": "entitlement", "holder": "agent", "from": "company", "publish_by": "5 business days", "pay_by": "10 business days", "plan": {"period": "month", "credit": [{"event": "sale", "amount": "amount"}], "components": [{"id": "base", "kind": "rate", "rate": "10%"}]}}
SALE = ("sale", "2026-06-10T10:00:00", {"order": "o", "amount": "1000.00"})
JUNE = {"from": "2026-06-01", "until": "2026-12-31"}
case("the payer's clocks kept", "published on 3 July (due 7 July 18:00), paid on 17 July: ten working days from 3 July end on 17 July 18:00",
     [PAY], [SALE, ("statement_published", "2026-07-03T10:00:00", {"period": "2026-06"}), ("payment_made", "2026-07-17T17:00:00", {"amount": "100.00", "allocations": [{"statement": "2026-06", "amount": "100.00"}]})], "2026-07-20T00:00:00",
     [inst("pay", "met", period="2026-06", subject="publish", bearer="company", due_at="2026-07-07T18:00:00+08:00"), inst("pay", "met", period="2026-06", subject="pay", bearer="company", due_at="2026-07-17T18:00:00+08:00")],
     {"2026-06": {"payable": "100.00", "paid": "100.00", "open": "0.00"}}, term=JUNE)
case("the payer is late without publishing", "not published by 7 July 18:00; the time to pay runs from then: ten working days end on 21 July 18:00",
     [PAY], [SALE], "2026-07-22T00:00:00", [inst("pay", "missed", period="2026-06", subject="publish", bearer="company"), inst("pay", "missed", period="2026-06", subject="pay", bearer="company", due_at="2026-07-21T18:00:00+08:00")], None, term=JUNE)
case("part paid is not paid", "case-M14: 60.00 of 100.00 is open business", [PAY],
     [SALE, ("statement_published", "2026-07-03T10:00:00", {"period": "2026-06"}), ("payment_made", "2026-07-10T17:00:00", {"amount": "60.00", "allocations": [{"statement": "2026-06", "amount": "60.00"}]})], "2026-07-20T00:00:00",
     [inst("pay", "missed", period="2026-06", subject="pay", bearer="company")], {"2026-06": {"payable": "100.00", "paid": "60.00", "open": "40.00"}}, term=JUNE)
case("amended duty keeps what began before", "case-Q13: the June report was opened under five working days and keeps them; July has ten",
     [{**REPORT, "due": "{{report_days}} after end"}], [], "2026-08-20T00:00:00",
     [inst("report", "missed", period="2026-06", due_at="2026-07-07T18:00:00+08:00"), inst("report", "missed", period="2026-07", due_at="2026-08-14T18:00:00+08:00")],
     params={"report_days": {"type": "duration", "value": "5 business days", "label": {"zh": "期限", "en": "Time"}}}, amendments=[{"number": 1, "effective": "2026-07-01", "set": {"report_days": "10 business days"}}], term=JUNE)
json.dump(CASES, open(os.path.join(os.path.dirname(__file__), "..", "rules.json"), "w"), ensure_ascii=False, indent=1)
print(len(CASES))
