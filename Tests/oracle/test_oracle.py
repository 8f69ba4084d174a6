#!/usr/bin/env python3
"""The oracle against figures worked out by hand, one small company a test.

    python3 Tests/oracle/test_oracle.py
"""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import facts_oracle
from exports import day_of, days_between

NOW = "2026-11-24T08:00:00Z"
REPORT = ("email,first_name,last_name,team_alias,group,offering_name,seat_assignment,assigned_date,unassigned_date,"
          "user_activity,days_inactive,access_option,days_used,monthly_average,tokens_used,last_accessed")
USAGE = "day_used,email,team_alias,offering_name,product_name,access_option"
TOKENS = "Day used,Email,Team,Product,Feature,Tokens used"
USERS = "email,role,account_status,offering_name,team_alias"
SUBSCRIPTIONS = ("subscription_id,contract_number,offering_name,seat_quantity,start_date,end_date,autorenew_date,"
                 "subscription_status,term,reseller_name,team_alias")
BALANCES = "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available"


def report_row(email, offering, assigned="2025-01-01", last="", access="Subscription", used="", inactive="", average="", tokens=""):
    state = "assigned" if assigned else "unassigned"
    return f"{email},,,North,,{offering},{state},{assigned},,active,{inactive},{access},{used},{average},{tokens},{last}"


def use(email, offering, days, product=""):
    return [f"{d},{email},North,{offering},{product},Subscription" for d in days]


def some_days(first, count, step=1):
    return days_between(day_of(first), day_of(first).fromordinal(day_of(first).toordinal() + count * step - 1))[::step]


class OracleTests(unittest.TestCase):
    def company(self, files, now=NOW, **config):
        """A company of files by name; the name ends with the day of the export, the day before which is the file's."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, (header, *rows) in files.items():
            with open(os.path.join(folder.name, name), "w", encoding="utf-8") as f: f.write("\n".join([header, *rows]) + "\n")
        return facts_oracle.Company({"timezone": "UTC"} | config, folder.name, facts_oracle.instant_of(now))

    def rows(self, table, *arguments, **config):
        return facts_oracle.TABLES[table](self.company(*arguments, **config))

    def row(self, table, *arguments, **config):
        rows = self.rows(table, *arguments, **config)
        self.assertEqual(len(rows), 1)
        return rows[0]

    def check(self, row, **expected):
        self.assertEqual({k: row[k] for k in expected}, expected)

    # The range of a file of use: a first row, a last row. 365 days that end with as_of, the day that is settled.
    WHOLE = use("x@example.com", "Other", [day_of("2025-11-01"), day_of("2026-11-23")])
    REVIT = {"prices": [{"offering": "Revit", "price": 2985}],
             "flex": {"token_price": 3, "rates": [{"product": "Revit", "tokens": 10}]}}

    def pool_of_days(self, count, **config):
        """The pool of Revit with one seat that is used on so many days, a month on end and before the last three months."""
        return next(p for p in self.rows("pool", {
            "report-2026-11-22.csv": [REPORT, report_row("ada@example.com", "Revit", "2024-01-01")],
            "usage-2026-11-23.csv": [USAGE, *self.WHOLE, *use("ada@example.com", "Revit", some_days("2025-12-01", count))],
        }, **(self.REVIT | config)) if p["offering"] == "Revit")

    # ------------------------------------------------------------ pool

    def test_the_best_mix_turns_at_99_days_and_a_half(self):
        # No use in the three months before the one of as_of: the average is 0. With it the days decide.
        for days, seats, flex in ((99, 0, 1), (100, 1, 0)):
            files = {"report-2026-11-22.csv": [REPORT, report_row(
                "ada@example.com", "Revit", "2024-01-01", "2026-11-20", used=days, average=days / 12)]}
            pool = self.row("pool", files, **self.REVIT)
            self.check(pool, best_seats=seats, best_flex_users=flex)
            self.assertAlmostEqual(pool["cost_best"], min(2985, days * 30))

    def test_a_covered_quarter_without_use_costs_nothing_on_flex(self):
        self.check(self.pool_of_days(150), best_seats=0, best_flex_users=1, cost_best=0, active_365=1, active_90=0)

    def test_a_pool_counts_what_is_bought_given_free_idle_and_needed(self):
        days = [day_of("2026-11-01")]
        files = {
            "report-2026-11-22.csv": [
                REPORT, report_row("used@example.com", "Revit"), report_row("idle@example.com", "Revit"),
                report_row("new@example.com", "Revit", "2026-11-10"), report_row("away@example.com", "Revit"),
                report_row("unknown@example.com", "Revit", " ").replace("unassigned", "assigned"),
                report_row("gone@example.com", "Revit", ""), report_row("flex@example.com", "Revit", access="Flex")],
            "usage-2026-11-23.csv": [USAGE, *self.WHOLE, *use("used@example.com", "Revit", days),
                                     *use("seatless@example.com", "Revit", days)],
            "subscriptions-2026-11-22.csv": [SUBSCRIPTIONS, "1,,Revit,3,2026-01-01,2026-12-31,2027-01-01,Active,Annual,,North",
                                             "2,,Revit,4,2026-01-01,2026-12-31,2027-01-01,Active,Annual,,North",
                                             "3,,Revit,9,2025-01-01,2026-05-31,,Active,Annual,,North"]}
        pool = next(p for p in self.rows("pool", files, absences=[
            {"email": "away@example.com", "from": "2026-11-18", "until": "2026-11-21"}]) if p["offering"] == "Revit")
        # as_of of the seats is 21 November: two days before the export, which is of the 23rd at midnight.
        self.check(pool, seats_bought=7, seats_assigned=5, seats_free=2, over_assigned=False, idle_seats=3, needed=3,
                   active_30=2, active_90=2, active_365=2, peak_users_90=2, p95_users_90=0, seats_due=7, best_seats=None,
                   price=None, idle_cost_year=None)
        self.assertEqual((str(pool["next_renewal"]), str(pool["as_of"])), ("2027-01-01", "2026-11-21"))

    def test_p95_is_the_86th_of_90_days(self):
        busy = some_days("2026-11-01", 5)
        rows = use("a@example.com", "Revit", busy) + use("b@example.com", "Revit", busy[:4])
        for more, p95 in ((0, 1), (1, 2)):
            more_days = use("b@example.com", "Revit", [busy[4]] * more)
            files = {"report-2026-11-22.csv": [REPORT, report_row("a@example.com", "Revit")],
                     "usage-2026-11-23.csv": [USAGE, *self.WHOLE, *rows, *more_days]}
            # Five days of two persons are the 86th to the 90th.
            self.check(next(p for p in self.rows("pool", files) if p["offering"] == "Revit"), peak_users_90=2, p95_users_90=p95)

    def test_flex_and_capacity_have_no_seats(self):
        files = {"subscriptions-2026-11-22.csv": [
            SUBSCRIPTIONS, "1,,Flex,1000,2026-01-01,2026-12-31,2027-01-01,Active,Annual,,North",
            "2,,Forma Build 5000,1,2026-01-01,2026-12-31,2027-01-01,Active,Annual,,North",
            "3,,AutoCAD 2026,12,2026-01-01,2026-12-31,2027-01-01,Active,Annual,,North"]}
        pools = {p["offering"]: p for p in self.rows("pool", files)}
        self.check(pools["Flex"], kind="flex", seats_bought=None, seats_free=None, seats_due=None)
        self.check(pools["Forma Build 5000"], kind="capacity", seats_bought=None, seats_free=None)
        self.check(pools["AutoCAD 2026"], kind="seats", seats_bought=12, seats_free=12, seats_due=12)

    def test_leave_and_a_new_seat_keep_the_seat_without_use(self):
        files = {"report-2026-11-22.csv": [REPORT, report_row("new@example.com", "Revit", "2026-11-10"),
                                           report_row("old@example.com", "Revit"), report_row("away@example.com", "Revit")],
                 "tokens-2026-11-22.csv": [TOKENS, "2026-11-20,nobody@example.com,North,Revit,,20", "2026-11-20,,North,Revit,,7"]}
        pool = self.row("pool", files, **self.REVIT, absences=[
            {"email": "away@example.com", "from": "2026-11-01", "until": "2026-12-01"}])
        # One day of the person who has no seat: 10 tokens of 3 each. Tokens of nobody count too, but without subscriptions
        # nothing is known of what the seats cost.
        self.check(pool, best_seats=2, best_flex_users=1, cost_best=2 * 2985 + 30, cost_now=None, saving_best=None)

    def test_what_a_pool_costs_now(self):
        files = {"report-2026-11-22.csv": [REPORT, report_row("new@example.com", "Revit", "2026-11-10")],
                 "tokens-2026-11-22.csv": [TOKENS, "2026-11-20,nobody@example.com,North,Revit,,20", "2026-11-20,,North,Revit,,7"],
                 "subscriptions-2026-11-22.csv": [SUBSCRIPTIONS, "1,,Revit,3,,2026-12-31,,,,,North"]}
        self.check(self.row("pool", files, **self.REVIT), cost_now=3 * 2985 + 27 * 3, cost_best=2985 + 30,
                   saving_best=3 * 2985 + 27 * 3 - 2985 - 30)

    # ------------------------------------------------------------ person, bundle, group

    def test_a_person_has_what_the_files_say(self):
        files = {
            "report-2026-11-22.csv": [REPORT, report_row("Ada@example.com", "Revit", last="2026-11-20"),
                                      report_row("ada@example.com", "AutoCAD", "", last="2026-09-01")],
            "users-2026-10-01.csv": [USERS, "ada@example.com,Secondary admin,Pending invitation,,North",
                                     "ada@example.com,User,,,South"],
            "groups-2026-11-01.csv": ["Group,Group type,Email,Role", "Civil,Manual,bob@example.com,User"],
            "leavers-2026-11-01.csv": ["email,left_on", "ada@example.com,2026-12-31"]}
        ada, bob = self.rows("person", files)
        self.check(ada, teams=["North", "South"], offerings=["Revit"], assigned_seats=1, days_idle=1, offerings_used_30=1,
                   is_admin=True, roles=["secondary", "user"], account_status="pending", pending=True, left=False,
                   left_on=day_of("2026-12-31"), last_used=day_of("2026-11-20"), first_seen=day_of("2026-09-01"))
        self.check(bob, teams=[], last_used=None, days_idle=None, pending=None, as_of=None, fresh=False,
                   first_seen=day_of("2026-11-02"))

    def test_an_address_changed_by_marriage_is_one_person(self):
        header, hashed = "hashed_autodesk_id,email,role,account_status,offering_name,team_alias", "0f" * 20
        files = {"users-2026-10-01.csv": [header, f"{hashed},ada.single@example.com,User,Active,,North"],
                 "users-2026-11-01.csv": [header, f"{hashed},ada.married@example.com,User,Active,,North"]}
        self.check(self.row("person", files), person="ada.married@example.com", first_seen=day_of("2026-10-02"))
        self.assertEqual(self.rows("change", files), [])

    COLLECTION = {"offerings": {"collections": [{"name": "AEC Collection", "products": ["AutoCAD", "Revit", "Civil 3D"]}]},
                  "prices": [{"offering": "AEC Collection", "price": 3500}, {"offering": "AutoCAD", "price": 2095},
                             {"offering": "Revit", "price": 2985}]}

    def test_a_collection_user_of_two_products(self):
        files = {"report-2026-11-22.csv": [REPORT, report_row("ada@example.com", "AEC Collection")],
                 "usage-2026-11-23.csv": [USAGE, *use("ada@example.com", "AEC Collection", some_days("2026-10-01", 6), "Revit"),
                                          *use("ada@example.com", "AEC Collection", some_days("2026-10-01", 3), "AutoCAD")]}
        self.check(self.row("bundle", files, **self.COLLECTION), holds_collection=True, singles=[],
                   products_used_365=["AutoCAD", "Revit"], cost_collection=3500, cost_singles=5080,
                   cheapest_single="AutoCAD", cheapest_single_cost=2095, covered_days=6)
        # 17 tokens on each of three days, 10 on three more, of a month of three: 4 times as many a year.
        flex = {"token_price": 3, "rates": [{"product": "Revit", "tokens": 10}, {"product": "AutoCAD", "tokens": 7}]}
        files["usage-2026-11-23.csv"] += self.WHOLE
        seat = self.row("seat", files, **self.COLLECTION, flex=flex)
        self.check(seat, expected_days_year=24, flex_cost_year=(6 * 10 + 3 * 7) * 4 * 3)

    def test_two_products_had_alone_are_a_bundle_and_one_is_not(self):
        files = {"report-2026-11-22.csv": [REPORT, report_row("ada@example.com", "AutoCAD"), report_row("ada@example.com", "Revit"),
                                           report_row("bob@example.com", "Revit"), report_row("bob@example.com", "AutoCAD", access="Flex")]}
        self.check(self.row("bundle", files, **self.COLLECTION), person="ada@example.com", holds_collection=False,
                   singles=["AutoCAD", "Revit"], products_used_365=None, cost_singles=None, cheapest_single="AutoCAD")

    def test_a_group_counts_persons(self):
        files = {"groups-2026-11-01.csv": ["Group,Group type,Email,Role", "Civil,Manual,ada@example.com,User",
                                           "civil,Manual,Ada@example.com,User", "Civil,Manual,bob@example.com,Primary admin",
                                           "Civil,Manual,,User"]}
        self.check(self.row("group", files), name="Civil", type="Manual", members=2, admins=1)

    # ------------------------------------------------------------ change

    def changes(self, files, **config):
        return [(c["kind"], c["subject"], c["before"], c["after"], c["delta"]) for c in self.rows("change", files, **config)]

    def test_a_first_file_and_what_is_old_are_no_changes(self):
        old = [SUBSCRIPTIONS, "1,,Revit,3,2026-01-01,2026-12-31,,Active,Annual,,North"]
        new = [SUBSCRIPTIONS, "1,,Revit,5,2026-01-01,2026-12-31,,Active,Annual,,North"]
        self.assertEqual(self.changes({"s-2026-11-01.csv": old}), [])
        files = {"s-2026-11-01.csv": old, "s-2026-11-08.csv": new}
        self.assertEqual(self.changes(files), [("seats-bought", "1", "3", "5", 2)])
        self.assertEqual(self.changes(files, changes={"keep": "14d"}), [])
        self.assertEqual(self.changes(files, changes={"keep": "15d"}), [("seats-bought", "1", "3", "5", 2)])

    def test_a_renewal_under_a_new_number_is_no_purchase(self):
        line = lambda contract, seats, first, last: f",{contract},Revit,{seats},{first},{last},,Active,Annual,Example CAD,North"
        old = [SUBSCRIPTIONS, line("C1", 25, "2025-11-20", "2026-11-19")]
        for first, renewed in (("2026-11-20", True), ("2027-01-03", True), ("2027-01-04", False)):
            files = {"s-2026-11-01.csv": old, "s-2026-11-21.csv": [SUBSCRIPTIONS, line("C2", 30, first, "2027-12-31")]}
            expected = [("subscription-renewed", "C2/Revit", "25", "30", None)] if renewed else [
                ("subscription-gone", "C1/Revit", "25", None, None), ("subscription-new", "C2/Revit", None, "30", None)]
            self.assertEqual(self.changes(files), expected)

    def test_admins_and_persons_come_and_go(self):
        files = {"u-2026-11-01.csv": [USERS, "ada@example.com,Primary admin,Active,,North", "bob@example.com,Secondary admin,Active,,North",
                                      "eve@example.com,User,Active,,North"],
                 "u-2026-11-08.csv": [USERS, "bob@example.com,Primary admin,Active,,North", "ada@example.com,Secondary admin,Active,,North",
                                      "new@example.com,SSO admin,Active,,North"]}
        self.assertEqual(self.changes(files), [
            ("admin-added", "new@example.com", None, "sso", None), ("person-gone", "eve@example.com", None, None, None),
            ("person-new", "new@example.com", None, None, None),
            ("primary-changed", "North", "ada@example.com", "bob@example.com", None)])
        files["u-2026-11-15.csv"] = [USERS, "bob@example.com,Hauptadministrator,Active,,North",
                                     "ada@example.com,User,Active,,North", "new@example.com,User,Active,,North"]
        self.assertEqual(len(self.changes(files)), 4)

    def test_a_row_that_vanished_from_a_usage_report_is_no_change(self):
        rows = [report_row("ada@example.com", "Revit"), report_row("bob@example.com", "Revit"), report_row("eve@example.com", "Revit", "")]
        files = {"r-2026-11-01.csv": [REPORT, *rows],
                 "r-2026-11-08.csv": [REPORT, report_row("bob@example.com", "Revit", ""), report_row("eve@example.com", "Revit")]}
        self.assertEqual([c[:2] for c in self.changes(files)], [
            ("seat-assigned", "eve@example.com/Revit"), ("seat-unassigned", "bob@example.com/Revit")])

    # ------------------------------------------------------------ relations

    def test_a_relation_without_a_snapshot_is_null_and_not_empty(self):
        company = self.company({"s-2026-11-22.csv": [SUBSCRIPTIONS, "1,,Revit,3,2026-01-01,2026-12-31,,Active,Annual,,North"],
                                "r-2026-11-22.csv": [REPORT, report_row("ada@example.com", "Revit").replace("North", "South")]})
        self.assertEqual(facts_oracle.relations_of(company, "pool"), {
            "North|Revit": {"seats": None, "subscriptions": ["North|1"]},
            "South|Revit": {"seats": ["South|ada@example.com|Revit"], "subscriptions": None}})
        self.assertEqual(facts_oracle.relations_of(company, "team")["North"], {
            "pools": ["North|Revit"], "admins": None, "subscriptions": ["North|1"], "balance": None})

    # ------------------------------------------------------------ seat and balance

    def test_a_short_report_does_not_make_a_seat_never_used_for_a_year(self):
        files = {"r-2026-11-24.csv": [REPORT, report_row("ada@example.com", "Revit", "2024-01-01", inactive=30)]}
        self.check(self.row("seat", files, now="2026-11-25T08:00:00Z"), days_idle=28, days_known=28, never_used=True)

    def test_a_seat_given_again_is_idle_since_then(self):
        # as_of is 23 November.
        files = {"r-2026-11-24.csv": [REPORT, report_row("ada@example.com", "Revit", "2026-10-23", "2025-10-20")]}
        self.check(self.row("seat", files, now="2026-11-25T08:00:00Z"), days_idle=31, days_assigned=31)

    def test_leave_is_taken_off_the_idle_days(self):
        files = {"r-2026-11-24.csv": [REPORT, report_row("ada@example.com", "Revit", "2024-01-01", "2026-09-14")]}
        away = [{"email": "ada@example.com", "from": "2026-10-01", "until": "2026-10-31"},
                {"email": "ada@example.com", "from": "2026-10-25", "until": "2026-11-04"}]
        self.check(self.row("seat", files, now="2026-11-25T08:00:00Z", absences=away), days_idle=70, days_idle_present=35)

    def test_packs_are_used_by_their_end(self):
        flex = {"packs": [{"team": "North", "id": "early", "tokens": 100, "bought": "2026-10-01", "ends": "2026-12-01"},
                          {"team": "North", "id": "late", "tokens": 500, "bought": "2026-10-01", "ends": "2027-10-01"}]}
        days = days_between(day_of("2026-10-01"), day_of("2026-11-20"))
        files = {"t-2026-11-21.csv": [TOKENS, *(f"{d},ada@example.com,North,Revit,,{1 if d.day == 1 else 0}" for d in days),
                                      *(f"2026-10-0{d},ada@example.com,North,Revit,,20" for d in (2, 3))]}
        # 42 of the early pack are spent; nothing of the late one.
        self.check(self.row("balance", files, flex=flex), available=558, purchased=600, expiring_90=58, packs=2,
                   next_pack_ends=day_of("2026-12-01"), rate=1 / 28, days_left=15624)

    def test_a_balance_that_is_stated_lies_in_the_latest_packs(self):
        flex = {"packs": [{"team": "North", "id": "early", "tokens": 100, "bought": "2026-01-01", "ends": "2026-12-01"},
                          {"team": "North", "id": "late", "tokens": 500, "bought": "2026-01-01", "ends": "2027-10-01"},
                          {"team": "North", "id": "new", "tokens": 50, "bought": "2026-11-10", "ends": "2027-11-10"}],
                "balances": [{"team": "North", "tokens": 520, "as_of": "2026-11-01"}]}
        self.check(self.row("balance", {}, flex=flex), available=570, expiring_90=20, stated=520, share_left=570 / 650)


if __name__ == "__main__":
    unittest.main()
