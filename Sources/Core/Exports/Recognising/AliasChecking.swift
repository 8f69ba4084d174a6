import Columns
import Diagnostics

/// What is wrong with the header spellings of a configuration, `inputs.columns`.
///
/// - Parameter aliases: spellings by canonical key.
/// - Returns: one sentence for each mistake, in the order of the keys.
package func aliasMistakes(_ aliases: [String: [String]]) -> [String] {
    var owners: [String: String] = [:]
    var mistakes: [String] = []
    for (key, spellings) in aliases.sorted(by: { precedes($0.key, $1.key) }) {
        guard CanonicalColumn.named(key) != nil else {
            let known = CanonicalColumn.all.map(\.key)
            let hint =
                nearestName(to: key, among: known).map { "did you mean '\($0)'?" }
                ?? "the columns are \(known.joined(separator: ", "))"
            mistakes.append("'\(Advice.clipped(key))' in 'inputs.columns' is no column; \(hint)")
            continue
        }
        for spelling in spellings {
            let folded = foldHeader(spelling)
            if folded.isEmpty {
                mistakes.append(
                    "'\(Advice.clipped(spelling))' in 'inputs.columns: \(key)' has no letter or digit"
                )
            } else if let owner = owners[folded], owner != key {
                mistakes.append(
                    "'\(Advice.clipped(spelling))' in 'inputs.columns' is a spelling of both '\(owner)' and "
                        + "'\(key)'"
                )
            }
            owners[folded] = key
        }
    }
    return mistakes
}
