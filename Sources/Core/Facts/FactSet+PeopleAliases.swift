import Columns

/// What makes the other subjects of the rows of the tables `person`, `bundle`, `group` and `dataset`; no table
/// is made before one of its rows is asked for.
func peopleNamings(
    _ derivation: Derivation,
    _ persons: Deferred<PersonTable>,
    _ bundles: Deferred<[NamedBundle]>,
    _ groups: Deferred<[Group]>,
    _ datasets: Deferred<[DatasetFacts]>
) -> FactSet.Namings {
    let former = FormerNames(derivation)
    let rows = Deferred { persons.value.persons }
    return [
        "person": { row in
            rows.value.indices.contains(row)
                ? former.keys(rows.value[row]).sorted(by: precedes) : []
        },
        "bundle": { row in
            guard bundles.value.indices.contains(row) else { return [] }
            let bundle = bundles.value[row]
            return subjects([
                former.spellings(.team, bundle.team), former.keys(bundle.person),
                former.spellings(.offering, bundle.collection),
            ])
        },
        "group": { row in
            guard groups.value.indices.contains(row) else { return [] }
            return subjects([former.spellings(.group, fold(groups.value[row].name))])
        },
        "dataset": { row in
            guard datasets.value.indices.contains(row) else { return [] }
            let dataset = datasets.value[row]
            return subjects([[dataset.dataset], former.spellings(.team, fold(dataset.team))])
        },
    ]
}
