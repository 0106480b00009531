using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>Makes values of any type for a scaffold: a stand-in per interface, simple values, and null only where nothing else can be had.</summary>
/// <param name="suite">The test project.</param>
/// <param name="names">How types are written at the place.</param>
/// <param name="isNullable">True where null needs an exclamation mark.</param>
internal sealed class ArgumentFactory(TestProject suite, TypeNames names, bool isNullable)
{
    /// <summary>Objects in objects, as far as anybody would write them out.</summary>
    private const int Deepest = 3;

    private readonly KnownTypes known = suite.Known;
    private readonly TestDoubles standIns = new(suite, names);
    private readonly bool hasCollectionExpressions = suite.Project.ParseOptions is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };

    /// <summary>Null.</summary>
    public Argument Null { get; } = new(isNullable ? "null!" : "null", true, isNull: true);

    /// <summary>Null of a type, for where there are several overloads.</summary>
    public Argument NullOf(ITypeSymbol type) => names.Of(type) is { } name ? new($"({name}){Null.Text}", true, isNull: true) : Null;

    /// <summary>A token that is cancelled already.</summary>
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
            ?? (type is INamedTypeSymbol named ? OfFramework(named, depth) ?? standIns.Of(named) ?? Made(named, depth) : null)
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
        var first = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute"));
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

    /// <summary>Values of framework types that a person would write.</summary>
    private Argument? OfFramework(INamedTypeSymbol type, int depth)
    {
        if (!IsOfFramework(type))
        {
            return null;
        }

        if (type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" })
        {
            return known["Xunit.TestContext"] is { } context && context.GetMembers("Current").Length > 0 ? new($"{names.Of(context)}.Current.CancellationToken", true) : new(names.Of(type) + ".None", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILogger`1") && known["Microsoft.Extensions.Logging.Abstractions.NullLogger`1"] is { } logger)
        {
            return names.Of(logger.Construct(type.TypeArguments[0])) is { } name ? new(name + ".Instance", true) : null;
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILogger") && known["Microsoft.Extensions.Logging.Abstractions.NullLogger"] is { } plainLogger)
        {
            return new(names.Of(plainLogger) + ".Instance", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILoggerFactory") && known["Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory"] is { } factory)
        {
            return new(names.Of(factory) + ".Instance", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Options.IOptions`1") && known["Microsoft.Extensions.Options.Options"] is { } options && Of(type.TypeArguments[0], "options", [], depth + 1) is { IsNull: false } inner)
        {
            return new($"{names.Of(options)}.Create({inner.Text})", inner.IsCertain);
        }

        if (known.Is(type, "System.Threading.Tasks.Task"))
        {
            return new(names.Of(type) + ".CompletedTask", true);
        }

        if (known.Is(type, "System.Threading.Tasks.Task`1") && known["System.Threading.Tasks.Task"] is { } task && depth < Deepest && Of(type.TypeArguments[0], "result", [], depth + 1) is { } result && names.Of(type.TypeArguments[0]) is { } awaited)
        {
            return new($"{names.Of(task)}.FromResult<{awaited}>({result.Text})", result.IsCertain);
        }

        return Written(type) is { } text && names.Of(type) is { } written ? new(string.Format(CultureInfo.InvariantCulture, text, written), true)
            : type.SpecialType == SpecialType.System_Object ? new("new object()", true)
            : Derived(type);
    }

    private static string? Written(INamedTypeSymbol type)
        => type.ContainingNamespace.ToDisplayString() switch
        {
            "System" => type.Name switch
            {
                "Guid" => "{0}.NewGuid()",
                "DateTime" => "new {0}(2024, 1, 31)",
                "DateTimeOffset" => "{0}.UnixEpoch",
                "DateOnly" => "new {0}(2024, 1, 31)",
                "TimeOnly" => "new {0}(12, 0)",
                "TimeSpan" => "{0}.FromSeconds(1)",
                "Uri" => "new {0}(\"https://localhost/\")",
                "Version" => "new {0}(1, 0)",
                "TimeProvider" => "{0}.System",
                "Type" => "typeof(object)",
                "Random" => "new {0}(1)",
                "Exception" or "InvalidOperationException" => "new {0}(\"test\")",
                _ => null,
            },
            "System.IO" when type.Name is "MemoryStream" or "StringWriter" => "new {0}()",
            "System.Net.Http" when type.Name is "HttpClient" or "HttpRequestMessage" or "HttpResponseMessage" => "new {0}()",
            "System.Text" when type.Name is "StringBuilder" => "new {0}()",
            "System.Globalization" when type.Name is "CultureInfo" => "{0}.InvariantCulture",
            _ => null,
        };

    /// <summary>The class that stands for an abstract one.</summary>
    private Argument? Derived(INamedTypeSymbol type)
    {
        var (name, text) = type.ToDisplayString() switch
        {
            "System.IO.Stream" => ("System.IO.MemoryStream", "new {0}()"),
            "System.IO.TextReader" => ("System.IO.StringReader", "new {0}(\"\")"),
            "System.IO.TextWriter" => ("System.IO.StringWriter", "new {0}()"),
            "System.IFormatProvider" => ("System.Globalization.CultureInfo", "{0}.InvariantCulture"),
            _ => ("", ""),
        };
        return name.Length > 0 && known[name] is { } derived ? new(string.Format(CultureInfo.InvariantCulture, text, names.Of(derived)), true) : null;
    }

    /// <summary>An object made by the constructor that asks least.</summary>
    /// <param name="type">The type.</param>
    /// <param name="depth">How many objects it is part of.</param>
    /// <param name="by">The constructor, where it has to be one of them.</param>
    /// <param name="besides">A member that somebody else sets.</param>
    public Argument? Made(INamedTypeSymbol type, int depth = 0, IMethodSymbol? by = null, string? besides = null)
    {
        if (depth >= Deepest || type.IsAbstract || type.IsStatic || type.IsTupleType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || names.Of(type) is not { } name)
        {
            return null;
        }

        var constructors = by is not null ? [by] : type.InstanceConstructors
            .Where(constructor => suite.Compilation.IsSymbolAccessibleWithin(constructor, suite.Compilation.Assembly)
                && !(constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type))
                && !constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute"))
            // Of a struct that has others, the one without arguments makes what nobody means.
            .OrderBy(constructor => constructor.IsImplicitlyDeclared && type.IsValueType && !type.DeclaringSyntaxReferences.IsEmpty ? 1 : 0)
            .ThenBy(constructor => constructor.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams))
            .ToList();
        foreach (var constructor in constructors)
        {
            var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
            var texts = new List<string>();
            foreach (var parameter in constructor.Parameters.Where(parameter => !parameter.IsOptional && !parameter.IsParams))
            {
                if (parameter.RefKind is not (RefKind.None or RefKind.In) || Of(parameter.Type, parameter.Name, [], depth + 1) is not { } value)
                {
                    break;
                }

                arguments.Add(parameter.Name, value);
                texts.Add(value.Text);
            }

            if (texts.Count == constructor.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams) && Required(type, constructor, depth, besides) is { } required)
            {
                var isCertain = required.IsCertain && arguments.Values.All(value => value.IsCertain) && SideEffectFree.Runs(constructor, arguments, suite.Compilation);
                return new($"new {name}({string.Join(", ", texts)}){required.Text}", isCertain);
            }
        }

        return null;
    }

    /// <summary>The initialiser with what must be set; null where that cannot be had.</summary>
    /// <param name="type">The type.</param>
    /// <param name="constructor">The constructor that it follows.</param>
    /// <param name="depth">How many objects the type's is part of.</param>
    /// <param name="besides">A member that somebody else sets.</param>
    public Argument? Required(INamedTypeSymbol type, IMethodSymbol constructor, int depth = 0, string? besides = null)
    {
        if (constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute"))
        {
            return new("", true);
        }

        var parts = new List<string>();
        var isCertain = true;
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                var asked = member switch
                {
                    IPropertySymbol { IsRequired: true } property => property.Type,
                    IFieldSymbol { IsRequired: true } field => field.Type,
                    _ => null,
                };
                if (asked is not null && member.Name != besides)
                {
                    if (Of(asked, member.Name, [], depth + 1) is not { } value)
                    {
                        return null;
                    }

                    isCertain &= value.IsCertain && (member is not IPropertySymbol { SetMethod: { } setter } || !SideEffectFree.HasCode(setter));
                    parts.Add($"{IdentifierText.Escaped(member.Name)} = {value.Text}");
                }
            }
        }

        return new(parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}", isCertain);
    }

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
    }
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
