/// Requires that an export and what is stated about it go together.
///
/// - Throws: `sidecar` when the sidecar names another data set, or is missing for Token Flex usage, whose
///   file does not say which contract it is of.
package func checkAgreement(_ dataset: Dataset, _ sidecar: Sidecar?) throws(ExportError) {
    if let stated = sidecar?.dataset, stated != dataset {
        throw ExportError(
            .sidecar,
            dataset: dataset,
            lines: [1],
            "The file \(Sidecar.suffix) beside the export says that it is \"\(stated.title)\", but its "
                + "columns are those of \"\(dataset.title)\".",
            advice: [
                "Correct the dataset in the file beside it, or remove that file, and put both into the "
                    + "inbox again."
            ]
        )
    }
    guard dataset == .tokenFlex, sidecar?.team == nil else { return }
    throw ExportError(
        .sidecar,
        dataset: .tokenFlex,
        "A Token Flex export does not say which contract it is of.",
        advice: [
            "Put a file with its full name and the ending \(Sidecar.suffix) into the inbox, with "
                + "{\"team\": \"name of the contract\"} in it, then the export again."
        ],
        asksForExport: false
    )
}
