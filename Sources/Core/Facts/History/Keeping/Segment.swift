// What an intake brings to the history is kept as a few small blobs, its segments, instead of a row for
// each seat: they are written once, read in one go, and most of them never change.
//
// All begin with the format (1). n, m … are numbers, see SegmentBytes.swift.
//
//  identities   first id, count, then for each: e-mail, hashed id, Autodesk id, name; each a length + 1
//               and UTF-8, 0 where there is none
//  keys         first number, count, then for each: codes of team, offering and product, identity
//  days         count of runs, then for each: key less the key before, first word (signed), count of
//               words, words of eight bytes
//  people       continued intake (0: none), count, then for each identity: id less the id before, last row
//  spellings    the same of ways in which names are written
//  resume       see ResumePoint.swift
//  differences  count, then for each team: see SnapshotDifference.swift

/// A part of what one intake brought, as bytes.
package struct Segment: Hashable, Sendable {
    /// What a segment holds; the numbers stand in databases.
    package enum Kind: Int, Hashable, Sendable, CaseIterable {
        /// Identities that the intake is the first to name.
        case identities = 1
        /// Keys of use that the intake is the first to have.
        case keys = 2
        /// The days of use that no older intake tells of; of the intake 0 those that were folded.
        case days = 3
        /// Where identities stood last.
        case people = 4
        /// Where names were written last.
        case spellings = 5
        /// What a newer file is compared with that may go on where this one ends.
        case resume = 6
        /// In what the file differs from the one before it, by team.
        case differences = 7
    }

    /// Which segment it is.
    package struct ID: Hashable, Sendable {
        /// The intake; 0 for what belongs to several.
        package let intake: Int
        /// What it holds.
        package let kind: Kind

        /// Names a segment.
        package init(_ intake: Int, _ kind: Kind) {
            self.intake = intake
            self.kind = kind
        }
    }

    /// Which segment it is.
    package let id: ID
    /// Its bytes.
    package let body: [UInt8]

    /// A segment, as it is kept.
    package init(_ id: ID, _ body: [UInt8]) {
        self.id = id
        self.body = body
    }
}
