import Diagnostics
import Facts
import Platform
import Policies
import Settings
import Spooling

/// What `seatwarden init` has made.
package struct SetupReport: Hashable, Sendable {
    /// The configuration file.
    package let configuration: String
    /// The inbox.
    package let inbox: String
    /// The guide in it; `nil` where the packaged inbox is not there yet.
    package let guide: String?
    /// Where mails go.
    package let maildir: String
    /// The policies in force, by name.
    package let policies: [String]
    /// Files that were there already and stay as they are.
    package let kept: [String]
    /// What was told.
    package let terms: SetupTerms
}

/// Makes an installation: configuration, policies, folders; what is there is never changed.
///
/// The configuration comes last, so that what was broken off can be done again.
///
/// - Parameters:
///   - folder: where the configuration goes; made where it is missing.
///   - terms: what to write into it.
/// - Returns: what was made.
/// - Throws: 73 where there is a configuration already, or something cannot be made; 77 where rights
///   are missing.
package func setUp(_ folder: String, _ terms: SetupTerms) throws(Failure) -> SetupReport {
    let starters = try starterPolicies()
    let home = try spooled("\(folder) cannot be used") {
        try Folder.make(folder, mode: 0o755)
    }
    let path = joinedPath(folder, configurationName)
    guard try spooled(folder, { try home.status(of: configurationName) }) == nil else {
        throw Failure(
            .cannotCreate,
            "\(path) is there already, and nothing was changed; edit it, or name another folder"
        )
    }
    let folders = terms.folders.resolved(against: folder)
    var kept: [String] = []
    let policies = try spooled("the policies folder cannot be made") {
        try home.makeFolder(terms.folders.policies, mode: 0o755)
    }
    for starter in starters {
        let isNew = try spooled("the policies cannot be written") {
            try policies.adds(starter.text, as: starter.name)
        }
        if !isNew { kept.append(joinedPath(folders.policies, starter.name)) }
    }
    // The folders of the packaged service are the package's, with users and groups of their own.
    if !terms.isPackaged { try makeFolders(folders) }
    let guide = try addGuide(to: folders.inbox, isNeeded: !terms.isPackaged)
    _ = try spooled("the configuration cannot be written") {
        try home.adds(terms.configuration, as: configurationName)
    }
    return SetupReport(
        configuration: path,
        inbox: folders.inbox,
        guide: guide,
        maildir: joinedPath(folder, terms.maildir),
        policies: starters.map(\.policy),
        kept: kept,
        terms: terms
    )
}

/// Whether nothing but hidden files lies in a folder.
package func isEmptyFolder(_ path: String) throws(Failure) -> Bool {
    try spooled("\(path) cannot be read") {
        try Folder(path).names().allSatisfy { $0.hasPrefix(".") }
    }
}

private let configurationName = "config.yaml"

/// A file for each policy that came with the program, whichever they are.
private func starterPolicies() throws(Failure) -> [(policy: String, name: String, text: String)] {
    let library = try ShippedLibrary(ownTemplates: "")
    let (set, diagnostics) = loadPolicies(
        library.policies,
        shipped: [],
        templates: library.templates,
        configuration: .standard,
        schema: .all
    )
    guard !diagnostics.hasErrors else {
        throw Failure(
            .defect,
            "the shipped policies have mistakes; install the package again\n"
                + diagnostics.sorted.map(\.description).joined(separator: "\n")
        )
    }
    return set.policies.map { ($0.id, "\($0.id).yaml", $0.starter) }
}

private func makeFolders(_ folders: Folders) throws(Failure) {
    _ = try spooled("the inbox cannot be made") { try Inbox(making: folders.inbox) }
    _ = try spooled("the outbox cannot be made") { try Outbox(making: folders.outbox) }
    _ = try spooled("the state folder cannot be made") { try Folder.make(folders.state) }
}

private func addGuide(to inbox: String, isNeeded: Bool) throws(Failure) -> String? {
    do throws(FileError) {
        _ = try Folder(inbox).adds(inboxGuide, as: InboxScan.guideName, mode: 0o664)
        return "\(inbox)/\(InboxScan.guideName)"
    } catch {
        guard isNeeded else { return nil }
        throw Failure(error.isForbidden ? .noPermission : .cannotCreate, "\(error)")
    }
}

extension Folder {
    /// Adds a text, unless there is a file of that name.
    fileprivate func adds(
        _ text: String,
        as name: String,
        mode: UInt32 = 0o644
    ) throws(FileError) -> Bool {
        do {
            try write(Array(text.utf8), to: name, mode: mode, replacing: false)
            return true
        } catch {
            guard error.isTaken else { throw error }
            return false
        }
    }
}
