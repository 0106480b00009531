using System.Collections.Immutable;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>Every rule of this assembly, found by its type, so that adding a rule touches no list.</summary>
internal static class AllRules
{
    private static readonly Lazy<ImmutableArray<Rule>> Found = new(() =>
    [
        .. typeof(AllRules).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(Rule).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Rule)Activator.CreateInstance(type)!),
    ]);

    /// <summary>The rules in the order of their ids.</summary>
    public static ImmutableArray<Rule> Value => Found.Value;
}
