using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>Makes values of any type for a scaffold: a stand-in per interface, simple values, and null only where nothing else can be had.</summary>
/// <param name="suite">The test project.</param>
/// <param name="names">How types are written at the place.</param>
/// <param name="isNullable">True where null needs an exclamation mark.</param>
internal sealed class ArgumentFactory(TestProject suite, TypeNames names, bool isNullable)
{
    /// <summary>Objects in objects, as far as anybody would write them out.</summary>
    internal const int Deepest = 3;

    private readonly KnownTypes known = suite.Known;
    private readonly TestDoubles standIns = new(suite, names);
    private readonly bool hasCollectionExpressions = suite.Project.ParseOptions is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };

    /// <summary>Objects that constructors make.</summary>
    public ObjectFactory Objects => new(this, suite, names);

    /// <summary>Null.</summary>
    public Argument Null { get; } = new(isNullable ? "null!" : "null", true, isNull: true);

    /// <summary>Null of a type, for where there are several overloads.</summary>
    public Argument NullOf(ITypeSymbol type) => names.Of(type) is { } name ? new($"({name}){Null.Text}", true, isNull: true) : Null;

    /// <summary>A token that is canceled already.</summary>
    public Argument? Canceled()
        => known["System.Threading.CancellationToken"] is { } token ? new($"new {names.Of(token)}(canceled: true)", true) : null;

    /// <summary>A constant.</summary>
    public static Argument Constant(object constant)
        => new(
            constant switch
            {
                string text => SymbolDisplay.FormatLiteral(text, quote: true),
                char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
                bool flag => flag ? "true" : "false",
                float single => single.ToString("R", CultureInfo.InvariantCulture) + "f",
                double number => number.ToString("R", CultureInfo.InvariantCulture) + (Math.Abs(number % 1) > 0 ? "" : ".0"),
                decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
                long number => number.ToString(CultureInfo.InvariantCulture) + "L",
                ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
                uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
                _ => Convert.ToString(constant, CultureInfo.InvariantCulture) ?? "",
            },
            true,
            constant);

    /// <summary>A value of a type; null where no code can have one.</summary>
    /// <param name="type">The type, as the test project sees it.</param>
    /// <param name="name">What the value is for.</param>
    /// <param name="refusals">What must not be refused.</param>
    public Argument? Of(ITypeSymbol type, string name, IReadOnlyCollection<GuardCondition>? refusals = null) => Of(type, name, refusals ?? [], 0);

    /// <summary>A value that is part of others.</summary>
    /// <param name="type">The type, as the test project sees it.</param>
    /// <param name="name">What the value is for.</param>
    /// <param name="depth">How many objects it is part of.</param>
    public Argument? Part(ITypeSymbol type, string name, int depth) => Of(type, name, [], depth);

    private Argument? Of(ITypeSymbol type, string name, IReadOnlyCollection<GuardCondition> refusals, int depth)
    {
        if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol or IErrorTypeSymbol || type.TypeKind is TypeKind.Error)
        {
            return null;
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Of(((INamedTypeSymbol)type).TypeArguments[0], name, refusals, depth);
        }

        return Simple(type, name, refusals)
            ?? (type.TypeKind == TypeKind.Enum ? OfEnum((INamedTypeSymbol)type) : null)
            ?? (type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } function ? OfDelegate(function, depth) : null)
            ?? (type is INamedTypeSymbol { IsTupleType: true } tuple ? OfTuple(tuple, depth) : null)
            ?? OfCollection(type)
            ?? (type is INamedTypeSymbol named ? new FrameworkArguments(this, known, names).Of(named, depth) ?? standIns.Of(named) ?? Objects.Made(named, depth) : null)
            ?? LastResort(type);
    }

    private Argument? LastResort(ITypeSymbol type)
        => type is ITypeParameterSymbol ? null
            : type.IsReferenceType ? Null
            : names.Of(type) is { } name ? new($"default({name})", true) : new("default", true);

    private static Argument? Simple(ITypeSymbol type, string name, IReadOnlyCollection<GuardCondition> refusals)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return Constant(name);
            case SpecialType.System_Boolean:
                return Constant(true);
            case SpecialType.System_Char:
                return Constant('a');
            case >= SpecialType.System_SByte and <= SpecialType.System_Double:
                foreach (var number in new decimal[] { 1, 2, 10 }.Concat(refusals.SelectMany(refusal => refusal.Near)))
                {
                    if (GuardCondition.OfType(number, type.SpecialType) is { } constant && Constant(constant) is var value && refusals.All(refusal => refusal.Refuses(value) == false))
                    {
                        return value;
                    }
                }

                return GuardCondition.OfType(1, type.SpecialType) is { } one ? Constant(one) : null;
            default:
                return null;
        }
    }

    private Argument? OfEnum(INamedTypeSymbol type)
    {
        var first = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && !AttributeLookup.IsObsolete(field));
        return names.Of(type) is not { } name ? null : first is null ? new($"default({name})", true) : new($"{name}.{IdentifierText.Escaped(first.Name)}", true);
    }

    private Argument? OfDelegate(INamedTypeSymbol type, int depth)
    {
        if (type.DelegateInvokeMethod is not { } invoke || invoke.Parameters.Any(parameter => parameter.RefKind != RefKind.None) || invoke.ReturnsByRef || invoke.ReturnsByRefReadonly)
        {
            return null;
        }

        var parameters = invoke.Parameters.Length switch
        {
            0 => "()",
            1 => "_",
            _ => $"({string.Join(", ", invoke.Parameters.Select(_ => "_"))})",
        };
        if (invoke.ReturnsVoid)
        {
            return new($"{parameters} => {{ }}", true);
        }

        return depth < Deepest && Of(invoke.ReturnType, "result", [], depth + 1) is { } result ? new($"{parameters} => {result.Text}", true) : null;
    }

    private Argument? OfTuple(INamedTypeSymbol type, int depth)
    {
        var elements = type.TupleElements.Select(element => depth < Deepest ? Of(element.Type, element.Name, [], depth + 1) : null).ToList();
        return elements.Contains(null) ? null : new($"({string.Join(", ", elements.Select(element => element!.Text))})", elements.TrueForAll(element => element!.IsCertain));
    }

    private Argument? OfCollection(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return hasCollectionExpressions ? new("[]", true) : known["System.Array"] is { } helper && names.Of(array.ElementType) is { } element ? new($"{names.Of(helper)}.Empty<{element}>()", true) : null;
        }

        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } named)
        {
            return null;
        }

        switch (named.OriginalDefinition.SpecialType)
        {
            case SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_Generic_IList_T
                or SpecialType.System_Collections_Generic_IReadOnlyCollection_T or SpecialType.System_Collections_Generic_IReadOnlyList_T:
                return NewOf("System.Collections.Generic.List`1", named.TypeArguments, canShorten: true);
        }

        foreach (var (asked, given) in new[]
        {
            ("System.Collections.Generic.List`1", "System.Collections.Generic.List`1"),
            ("System.Collections.Generic.HashSet`1", "System.Collections.Generic.HashSet`1"),
            ("System.Collections.Generic.ISet`1", "System.Collections.Generic.HashSet`1"),
            ("System.Collections.Generic.IReadOnlySet`1", "System.Collections.Generic.HashSet`1"),
            ("System.Collections.Generic.Dictionary`2", "System.Collections.Generic.Dictionary`2"),
            ("System.Collections.Generic.IDictionary`2", "System.Collections.Generic.Dictionary`2"),
            ("System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.Generic.Dictionary`2"),
        })
        {
            if (known.Is(named, asked))
            {
                return NewOf(given, named.TypeArguments, canShorten: named.TypeArguments.Length == 1 && asked == given);
            }
        }

        return null;
    }

    private Argument? NewOf(string metadataName, System.Collections.Immutable.ImmutableArray<ITypeSymbol> arguments, bool canShorten)
        => canShorten && hasCollectionExpressions ? new("[]", true)
            : known[metadataName] is { } type && names.Of(type.Construct([.. arguments])) is { } name ? new($"new {name}()", true) : null;
}

/// <summary>An expression that a scaffold hands over, and what is known of its value.</summary>
/// <param name="text">The expression.</param>
/// <param name="isCertain">True when its evaluation cannot throw, and yields what is said here.</param>
/// <param name="constant">The constant that it is; null where it is none.</param>
/// <param name="isNull">True for null.</param>
internal sealed class Argument(string text, bool isCertain, object? constant = null, bool isNull = false)
{
    public string Text { get; } = text;

    public bool IsCertain { get; } = isCertain;

    public object? Constant { get; } = constant;

    public bool IsNull { get; } = isNull;
}
