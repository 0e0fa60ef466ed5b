import Messages
import Testing

@Suite struct ListingTests {
  @Test func namesAreJoined() {
    #expect(listing([]) == "")
    #expect(listing(["a"]) == "a")
    #expect(listing(["a", "b"]) == "a and b")
    #expect(listing(["a", "b", "c"], conjunction: "or") == "a, b or c")
  }

  @Test func namesPastTheLimitAreCounted() {
    #expect(listing(["a", "b", "c"], limit: 2) == "a, b and 1 more")
    #expect(listing(["a", "b"], limit: 2) == "a and b")
  }

  @Test func nounsTakeAnS() {
    #expect(counted(1, "row") == "1 row")
    #expect(counted(0, "row") == "0 rows")
  }
}
