"""Who administers and who buys, by the Users files and by the configuration."""
from company import role_of, status_of
from exports import ROLES, fold


def admin_rows(co, users):
    return [(co.person(r), role_of(r)) for r in users if role_of(r) in ROLES[:4] and co.person(r)]


def roles_in(co, file, users):
    """(person, role) of the admins in rows of a Users file; None where it does not make the roles known."""
    rows = admin_rows(co, users)
    known = file.has("role") and any(role == "primary" for _, role in rows) and all(role_of(r) != "other" for r in users)
    return rows if known else None


def users_of(co, team):
    """Role and status of each person in the Users file: of several rows the highest role, then the first."""
    if ("users", team) in co.made: return co.made["users", team]
    file, found = co.newest("users", team), {}
    rank = lambda row: ROLES.index(role_of(row)) if role_of(row) else len(ROLES)
    for row in sorted(file.of(team) if file else [], key=rank):
        role, status = found.get(co.person(row), (role_of(row), None))
        # A row without a status does not hide the one that has it.
        found[co.person(row)] = (role, status or status_of(row))
    co.made["users", team] = found
    return found


def manager_of(co, team):
    for wanted in (team, "all"):
        for e in co.setting("contacts", "contract_managers"):
            if e.get("team") and fold(e["team"]) == wanted: return co.find(e["email"])
    return None


def manager_of_contract(co, contract):
    for e in co.setting("contacts", "contract_managers"):
        if contract and e.get("contract") and fold(str(e["contract"])) == fold(contract): return co.find(e["email"])
    return None
