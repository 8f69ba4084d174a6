/// What a part of a package refers to (ECMA-376-2, 6.5).
struct Relationships {
    /// One reference.
    struct Link: Hashable {
        /// The last word of its type, such as `worksheet`.
        let kind: String
        /// The path of the part that is meant.
        let target: String
    }

    private var links: [String: Link] = [:]
    private var order: [String] = []

    /// Links beyond which none is kept.
    private static let maximumLinks = 10_000

    /// Reads the references of a part; there are none where the part that lists them is missing.
    ///
    /// - Parameters:
    ///   - part: its path; empty for the package as a whole.
    ///   - archive: the package.
    /// - Throws: what is wrong with the part that lists them.
    init(of part: String, in archive: Archive) throws(TabularError) {
        let folders = part.split(separator: "/").dropLast().map(String.init)
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        let path = (folders + ["_rels", "\(name).rels"]).joined(separator: "/")
        guard let entry = archive[path] else { return }
        var (links, order): ([String: Link], [String]) = ([:], [])
        try walk(entry, of: archive) { parents, element in
            guard parents == ["Relationships"], links.count < Self.maximumLinks,
                // What lies outside the file is not fetched.
                element.attributeText("TargetMode") != "External",
                let id = element.attributeText("Id"), let type = element.attributeText("Type"),
                let target = element.attributeText("Target"), links[id] == nil
            else { return }
            links[id] = Link(
                kind: type.split(separator: "/").last.map(String.init) ?? "",
                target: Self.resolve(target, in: folders)
            )
            order.append(id)
        }
        self.links = links
        self.order = order
    }

    /// A reference by its id.
    subscript(id: String) -> Link? { links[id] }

    /// The target of the first reference of a kind.
    func first(_ kind: String) -> String? {
        order.lazy.compactMap { links[$0] }.first { $0.kind == kind }?.target
    }

    /// The path from the top of the package.
    private static func resolve(_ target: String, in folders: [String]) -> String {
        var path = target.hasPrefix("/") ? [] : folders
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..": _ = path.popLast()
            default: path.append(String(step))
            }
        }
        return path.joined(separator: "/")
    }
}
