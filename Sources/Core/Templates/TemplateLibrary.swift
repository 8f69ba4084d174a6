package import Diagnostics

/// The parts of one template as they lie in its folder `NAME/`; a missing part is derived from the
/// others.
package struct TemplateFolder: Hashable, Sendable {
    /// `subject.txt`.
    package let subject: SourceText?
    /// `text.txt`.
    package let text: SourceText?
    /// `html.html`: a fragment; the mail puts it into its frame and gives bare tags their looks.
    package let html: SourceText?
}

/// All template files of an installation, shipped and own.
package struct TemplateLibrary: Hashable, Sendable {
    /// Begins the path of a file that other templates include.
    static let partialsFolder = "partials/"

    private let files: [String: SourceText]

    /// A library of files, named by their paths below the template folder.
    ///
    /// The paths are such as `idle-seats/text.txt` and `partials/what-to-do/unassign-seat.txt`. Of
    /// two files with one path the later one counts, so own templates come after the shipped ones.
    package init(files: [(path: String, source: SourceText)] = []) {
        self.files = Dictionary(files.map { ($0.path, $0.source) }, uniquingKeysWith: { $1 })
    }

    /// The template of a name in a language.
    ///
    /// English has no ending, and stands in where a language has none of its own. `nil` when there
    /// is no such template.
    package subscript(name: String, language language: String = "en") -> TemplateFolder? {
        if language != "en", let own = folder("\(name).\(language)") { return own }
        return folder(name)
    }

    /// The names of all templates, by code point.
    package var names: [String] {
        let folders = files.keys.compactMap { path -> String? in
            guard !path.hasPrefix(Self.partialsFolder), let end = path.lastIndex(of: "/") else {
                return nil
            }
            return String(path[..<end])
        }
        return Set(folders).sorted {
            $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
        }
    }

    private func folder(_ name: String) -> TemplateFolder? {
        let folder = TemplateFolder(
            subject: files["\(name)/subject.txt"],
            text: files["\(name)/text.txt"],
            html: files["\(name)/html.html"]
        )
        return folder.subject == nil && folder.text == nil && folder.html == nil ? nil : folder
    }

    /// The file that `{{> NAME }}` includes at a place.
    func partial(_ name: String, for place: Place) -> SourceText? {
        files[path(ofPartial: name, for: place)]
    }

    /// Where that file lies.
    func path(ofPartial name: String, for place: Place) -> String {
        Self.partialsFolder + name + (place == .html ? ".html" : ".txt")
    }

    /// The partials that could stand at a place, for suggestions.
    func partialNames(for place: Place) -> [String] {
        let ending = place == .html ? ".html" : ".txt"
        return files.keys.filter { $0.hasPrefix(Self.partialsFolder) && $0.hasSuffix(ending) }
            .map { String($0.dropFirst(Self.partialsFolder.count).dropLast(ending.count)) }
            .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }

    /// Whether a text can name a template or partial: words of letters, digits, `-`, `_` and `.`
    /// between single slashes, so that a name is never a way out of the folder.
    static func isName(_ text: String) -> Bool {
        text.utf8.count <= 200
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { word in
                word.first.map { $0 != "." } == true
                    && word.utf8.allSatisfy { byte in
                        switch byte {
                        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F: true
                        default: false
                        }
                    }
            }
    }
}
