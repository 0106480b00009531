using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>What can be told of a condition without MSBuild.</summary>
public sealed class ConditionsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("'$(Kind)' == 'test'", true)]
    [InlineData("'$(Kind)' != 'TEST'", false)]
    [InlineData("$(Kind) == test", true)]
    [InlineData("'$(Missing)' == ''", true)]
    [InlineData("'$(Missing)' == 'true' Or '$(Kind)' == 'test'", true)]
    [InlineData("'$(Missing)' == 'true'\n  or\n  '$(Kind)' == 'test'", true)]
    [InlineData("'$(Missing)' == 'true' And '$(Unheard.Of(1))' == ''", false)]
    [InlineData("'$(Kind)' == 'test' And Exists('x.props')", null)]
    [InlineData("Exists('x.props') Or '$(Kind)' == 'test'", true)]
    [InlineData("!('$(Kind)' == 'test')", false)]
    [InlineData("('$(Kind)' == 'a' Or '$(Kind)' == 'test') And true", true)]
    [InlineData("'$(TargetFramework)' == 'net8.0'", null)]
    [InlineData("$(Name.EndsWith('.Tests'))", true)]
    [InlineData("$(Name.EndsWith(\".Specs\")) or $(Name.Contains(`Test`))", true)]
    [InlineData("'$(Name.StartsWith(`Shop`))' == 'True'", true)]
    [InlineData("!$(Name.Contains('Tests'))", false)]
    [InlineData("$(Name.Substring(0, 4)) == 'Shop'", null)]
    [InlineData("$([System.String]::IsNullOrEmpty('$(Name)'))", null)]
    [InlineData("'a and b' == 'a and b'", true)]
    [InlineData("$(", null)]
    [InlineData("'", null)]
    [InlineData("== !=", false)]
    [InlineData("))((", null)]
    public void Holds(string condition, bool? expected)
    {
        var properties = new ProjectProperties();
        properties.Set("Kind", "test");
        properties.Set("Name", "Shop.Tests");

        Assert.Equal(expected, MSBuildConditions.Holds(condition, properties.Expand));
    }
}
