import Digests
import Testing

@Suite struct KeyHashTests {
    /// The right side was computed by `printf '1:1…' | sha256sum`.
    @Test func `a key is the head of the hash of the length-prefixed list`() {
        #expect(KeyHash(["1", "acme", "mail"]).key() == "f7238a30696e18d7413d0486538a1cf6")
        #expect(KeyHash().key() == "e3b0c44298fc1c149afbf4c8996fb924")
    }

    @Test func `lengths are counted in bytes`() {
        #expect(KeyHash(["Müller"]).key() == "bbce1b03091475671b625acc22144745")
    }

    @Test func `where one text ends and the next begins matters`() {
        let keys = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["2:ab1:c"]]
        #expect(Set(keys.map { KeyHash($0).key() }).count == keys.count)
    }

    @Test func `adding one by one is the same as all at once`() {
        var hash = KeyHash()
        for text in ["digest", "", "2026-11-24"] { hash.add(text) }
        #expect(hash.key() == KeyHash(["digest", "", "2026-11-24"]).key())
    }
}
