import Testing

@testable import Facts

@Suite struct RoleTests {
    @Test(arguments: [
        ("Primary admin", Role.primary), ("PRIMARY_ADMIN", .primary), ("primaryAdmin", .primary),
        ("Secondary admin", .secondary), ("secondary administrator", .secondary),
        ("SSO admin", .sso), ("ssoAdmin", .sso), ("Contract manager", .contractManager),
        ("contract-manager", .contractManager), ("User", .user), ("End user", .user),
        ("External user", .external), ("Guest", .external), ("Benutzer", .other),
        ("Primäradministrator", .other), ("Administrator", .other), ("", .other),
    ])
    func `a role is told by its words`(cell: String, role: Role) {
        #expect(Role(cell: cell) == role)
    }

    @Test func `roles are ordered from the highest`() {
        #expect(Role.allCases.sorted() == Role.allCases)
        #expect(Role.allCases.filter(\.isAdmin) == [.primary, .secondary, .sso, .contractManager])
    }

    @Test(arguments: [
        ("Active", AccountStatus.active), (" active ", .active), ("Inactive", .inactive),
        ("Pending", .pending), ("Pending acceptance", .pending), ("invited", .pending),
        ("Deactivated", .other), ("Active?", .other), ("other", .other),
    ])
    func `a status is told by what it contains`(cell: String, status: AccountStatus) {
        #expect(AccountStatus(cell: cell) == status)
    }

    @Test(arguments: [
        ("ada@example.com", true), ("ada@localhost", true), ("ada", false), ("@example.com", false),
        ("ada@", false), ("a@b@c", false), ("ada lovelace@example.com", false), ("", false),
        ("ada@exam\nple.com", false),
    ])
    func `a real address has one @ and something on both sides`(text: String, isReal: Bool) {
        #expect(isAddress(text) == isReal)
    }
}
