"""The table bundle: who holds a collection, or several of its products."""
from exports import DAY, fold
from seats import holds, seat_table, team_use


def bundle_table(co):
    held = {}
    for s in seat_table(co):
        if holds(s): held.setdefault((fold(s["team"]), s["person"]), {})[fold(s["offering"])] = s
    rows = []
    for (team, who), seats in held.items():
        for c in co.setting("offerings", "collections"):
            products = {fold(p): p for p in c["products"]}
            singles = sorted(p for p in products if p in seats)
            if fold(c["name"]) in seats or len(singles) >= 2:
                rows.append(bundle_row(co, team, who, c["name"], products, singles, seats))
    return sorted(rows, key=lambda b: (b["team"], b["person"], b["collection"]))


def bundle_row(co, team, who, name, products, singles, seats):
    use, collection = team_use(co, team), fold(name)
    price = lambda offering: co.priced(co.setting("prices"), "offering", offering, team, "price")
    show = lambda p: co.shown.get(("offering", p)) or co.shown.get(("product", p)) or products.get(p, p)
    # Day rows of the team name products at all.
    named = any(t == team for t, _, _ in co.children)
    used = products_used(co, team, who, collection, products, use.as_of) if named else None
    prices = [price(p) for p in used] if named else [None]
    priced = sorted((price(p), p) for p in products if price(p) is not None)
    return {"team": co.show("team", team), "person": who, "collection": co.shown.get(("offering", collection), name),
            "holds_collection": collection in seats, "singles": sorted(show(p) for p in singles),
            "products_used_365": sorted(map(show, used)) if named else None,
            "covered_days": seats[collection if collection in seats else singles[0]]["covered_days"],
            "cost_collection": price(collection), "cost_singles": None if None in prices else sum(prices),
            "cheapest_single": show(priced[0][1]) if priced else None,
            "cheapest_single_cost": priced[0][0] if priced else None,
            "as_of": use.as_of, "fresh": use.fresh}


def products_used(co, team, who, collection, products, as_of):
    """The child products with use in the last 365 days: of the collection, and its products had alone."""
    since, used = as_of - DAY * 364, set()
    for (t, p, offering), children in co.children.items():
        if (t, p, offering) == (team, who, collection):
            used |= {product for product, days in children.items() if max(days) >= since}
    for (t, p, offering), days in co.used.items():
        if (t, p) == (team, who) and offering in products and max(days) >= since: used.add(offering)
    return used
