using ProdGap.Analyzers.Testing.Skipped;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Skipped;

public sealed class PG4005SkippedWithoutReasonTests
{
    private static string Class(string members, string usings = "using Xunit; using Shop;") => $"{usings}\npublic class OrderTests\n{{\n{members}\n}}\n";

    [Theory]
    [InlineData("[[|Fact(Skip = \"\")|]] public void Places() { }")]
    [InlineData("[[|Fact(Skip = \"  \")|]] public void Places() { }")]
    [InlineData("[[|Fact(Skip = \"flaky\")|]] public void Places() { }")]
    [InlineData("[[|Fact(Skip = \"TODO: fix this test\")|]] public void Places() { }")]
    [InlineData("[[|Fact(Skip = \"Temporarily disabled.\")|]] public void Places() { }")]
    [InlineData("[[|Theory(Skip = \"doesn't work for now\")|], InlineData(1)] public void Places(int id) { }")]
    [InlineData("[Theory, [|InlineData(1, Skip = \"broken\")|], InlineData(2)] public void Places(int id) { }")]
    [InlineData("private const string Later = \"later\"; [[|Fact(Skip = Later)|]] public void Places() { }")]
    [InlineData("[|// [Fact]|]\n// public void Places()\n// {\n//     Assert.True(true);\n// }\n[Fact] public void Other() { }")]
    [InlineData("[Fact] public void Other() { }\n\n    [|//[Theory]|]\n    //[InlineData(1)]\n    //public async Task Places(int id)\n    //{\n    //    await Task.Yield();\n    //}\n")]
    [InlineData("[|/* [Fact]\n   public void Places() { } */|]\n[Fact] public void Other() { }")]
    [InlineData("[|//[Fact]|]\npublic void Places() { }")]
    [InlineData("// TODO\n[|// [Fact]|]\n// public void Places() => Assert.True(true);\nprivate int count;")]
    [InlineData("[|// [Fact] public void One() { }|]\n[|// [Fact] public void Two() { }|]\n")]
    public Task Xunit(string members) => Check.Reports<PG4005SkippedWithoutReason>(Stubs.Tests(Class(members)));

    [Theory]
    [InlineData("[Fact] public void Places() { }")]
    [InlineData("[Fact(Skip = \"Needs a Windows machine\")] public void Places() { }")]
    [InlineData("[Fact(Skip = \"flaky, see #42\")] public void Places() { }")]
    [InlineData("[Fact(Skip = \"https://shop.example/issues/7\")] public void Places() { }")]
    [InlineData("[Fact(Skip = \"Slow\")] public void Places() { }")]
    [InlineData("[Fact(Skip = null)] public void Places() { }")]
    [InlineData("[Fact(DisplayName = \"\")] public void Places() { }")]
    [InlineData("// The port is taken on the build server.\n[Fact(Skip = \"flaky\")] public void Places() { }")]
    [InlineData("[Fact(Skip = \"flaky\")] // until the clock is injected\npublic void Places() { }")]
    [InlineData("// The shop does not send mails yet.\n// [Fact]\n// public void Places() { }\n[Fact] public void Other() { }")]
    [InlineData("// Marked with [Fact] and public void.\n[Fact] public void Other() { }")]
    [InlineData("// [Fact]s go first, helpers last\nprivate void Help() { }")]
    [InlineData("// [Obsolete]\n// public void Places() { }\n[Fact] public void Other() { }")]
    [InlineData("/// <code>\n/// [Fact]\n/// public void Places() { }\n/// </code>\n[Fact] public void Other() { }")]
    [InlineData("private const string Code = \"\"\"\n// [Fact]\n// public void Places() { }\n\"\"\";")]
    [InlineData("// [Fact(Skip = \"x\")]\n[Fact] public void Places() { }")]
    public Task Xunit_with_a_reason_or_no_skip(string members) => Check.Reports<PG4005SkippedWithoutReason>(Stubs.Tests(Class(members)));

    [Theory]
    [InlineData("[Test, [|Ignore(\"\")|]] public void Places() { }")]
    [InlineData("[[|TestCase(1, Ignore = \"wip\")|]] public void Places(int id) { }")]
    [InlineData("[|// [Test]|]\n// public void Places() { }\n")]
    [InlineData("[Test, Ignore(\"The gateway answers in January\")] public void Places() { }")]
    [InlineData("[Test, Explicit] public void Places() { }")]
    public Task NUnit(string members) => Check.Reports<PG4005SkippedWithoutReason>(Stubs.TestsWithout(Class(members, "using NUnit.Framework;"), Stubs.NUnit));

    [Theory]
    [InlineData("[TestMethod]\n[[|Ignore|]]\npublic void Places() { }")]
    [InlineData("[TestMethod, [|Ignore(\"skip\")|]] public void Places() { }")]
    [InlineData("[TestMethod, Ignore(\"Needs the emulator\")] public void Places() { }")]
    [InlineData("[TestMethod]\n[Ignore] // needs the emulator\npublic void Places() { }")]
    public Task MSTest(string members)
        => Check.Reports<PG4005SkippedWithoutReason>(Stubs.TestsWithout(Class(members, "using Microsoft.VisualStudio.TestTools.UnitTesting;"), Stubs.MSTest));

    [Theory]
    [InlineData("using Microsoft.VisualStudio.TestTools.UnitTesting;\n[TestClass, [|Ignore|]] public class OrderTests { }")]
    [InlineData("using Microsoft.VisualStudio.TestTools.UnitTesting;\nclass Row { [IgnoreAttribute] public int Id { get; set; } }\nclass IgnoreAttribute : Attribute { }")]
    public Task Classes_and_attributes_of_the_same_name(string source) => Check.Reports<PG4005SkippedWithoutReason>(Stubs.TestsWithout(source, Stubs.MSTest));

    [Theory]
    [InlineData("'Places' is skipped without a reason; re-enable it, delete it, or state the reason", "[[|Fact(Skip = \"flaky\")|]] public void Places() { }")]
    [InlineData("'Places' is commented out without a reason; re-enable it, delete it, or state the reason", "[|// [Fact]|]\n// public void Places() { }\n")]
    public Task The_message(string message, string members) => Check.Reports<PG4005SkippedWithoutReason>(Stubs.Tests(Class(members)), message);

    [Fact]
    public Task In_production_code_comments_are_comments()
        => Check.Reports<PG4005SkippedWithoutReason>("class Shop\n{\n// [Fact]\n// public void Places() { }\n}");
}
