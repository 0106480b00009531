using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>Tells what can be run in a test without anybody having looked at it: code that only makes and keeps values.</summary>
internal static class SideEffectFree
{
    /// <summary>Types in types, as far as anybody should follow.</summary>
    private const int Deepest = 3;

    /// <summary>Framework types whose constructors ask nothing of the world outside.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "Random", "object", "Object", "StringBuilder", "List", "Dictionary", "HashSet", "Queue", "Stack", "SortedDictionary", "SortedSet", "LinkedList", "ConcurrentDictionary", "ConcurrentBag", "ConcurrentQueue",
        "Lock", "SemaphoreSlim", "CancellationTokenSource", "MemoryStream", "StringWriter", "StringReader", "HttpClient", "Stopwatch", "DateTime", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly", "Guid", "Version", "JsonSerializerOptions",
        "TaskCompletionSource", "Lazy",
    };

    /// <summary>True for an expression whose evaluation cannot fail.</summary>
    public static bool Is(ExpressionSyntax expression, SemanticModel model, int depth = 0)
    {
        if (model.GetConstantValue(expression).HasValue)
        {
            return true;
        }

        switch (expression)
        {
            case LiteralExpressionSyntax or DefaultExpressionSyntax or TypeOfExpressionSyntax or AnonymousFunctionExpressionSyntax or ThisExpressionSyntax:
                return true;

            case ParenthesizedExpressionSyntax inside:
                return Is(inside.Expression, model, depth);

            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                return Is(sure.Operand, model, depth);

            case IdentifierNameSyntax name:
                return model.GetSymbolInfo(name).Symbol is IParameterSymbol or ILocalSymbol or IFieldSymbol;

            case MemberAccessExpressionSyntax access:
                return model.GetSymbolInfo(access).Symbol is { } symbol
                    && symbol is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true, Name: "Empty" or "Instance" or "System" or "Zero" or "None" or "UtcNow" or "Now" or "InvariantCulture" or "UTF8" or "Ordinal" or "OrdinalIgnoreCase" }
                    && (symbol.DeclaringSyntaxReferences.IsEmpty || IsThere(symbol, model.Compilation, depth));

            case BaseObjectCreationExpressionSyntax creation:
                return Makes(creation, model, depth);

            case CollectionExpressionSyntax collection:
                return collection.Elements.All(element => element is ExpressionElementSyntax item && Is(item.Expression, model, depth));

            default:
                return false;
        }
    }

    /// <summary>True when a constructor called with these arguments cannot fail.</summary>
    /// <param name="constructor">The constructor, of source that the compilation can reach.</param>
    /// <param name="arguments">The arguments by the names of the parameters.</param>
    /// <param name="compilation">A compilation that has it, or references the one that has.</param>
    public static bool Runs(IMethodSymbol constructor, IReadOnlyDictionary<string, Argument> arguments, Compilation compilation)
        => RefusalsOf(constructor, compilation, 0) is { } refusals && refusals.All(refusal => arguments.TryGetValue(refusal.Parameter.Name, out var value) && refusal.Refuses(value) == false);

    /// <summary>False for an accessor that only keeps a value, or hands it out.</summary>
    public static bool HasCode(IMethodSymbol accessor)
        => accessor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not AccessorDeclarationSyntax { Body: null, ExpressionBody: null };

    /// <summary>True when static members of a type can be used without its initializers failing.</summary>
    public static bool Initializes(INamedTypeSymbol type, Compilation compilation) => Initializes(type.OriginalDefinition, compilation, 0);

    /// <summary>True when nothing that runs before the body of a constructor can fail.</summary>
    public static bool ReachesConstructors(INamedTypeSymbol type, Compilation compilation)
        => HasHarmlessBase(type.OriginalDefinition, compilation, 0)
            && InitializersOf(type.OriginalDefinition, compilation, 0, isStatic: false)
            && Initializes(type.OriginalDefinition, compilation);

    /// <summary>The only instance of a type is made by the type: deeper and deeper, until nobody follows.</summary>
    private static bool Initializes(INamedTypeSymbol type, Compilation compilation, int depth)
        => type.StaticConstructors.All(constructor => constructor.IsImplicitlyDeclared) && InitializersOf(type, compilation, depth, isStatic: true);

    /// <summary>True for a static member of the solution that holds its value once its type has been initialized.</summary>
    private static bool IsThere(ISymbol member, Compilation compilation, int depth)
        => depth < Deepest && member is not IPropertySymbol { GetMethod: null } && !(member is IPropertySymbol { GetMethod: { } getter } && HasCode(getter)) && Initializes(member.ContainingType, compilation, depth + 1);

    private static bool Makes(BaseObjectCreationExpressionSyntax creation, SemanticModel model, int depth)
    {
        if (creation.Initializer?.Expressions.All(item => item is AssignmentExpressionSyntax { Right: var right } ? Is(right, model, depth) : Is(item, model, depth)) == false
            || creation.ArgumentList?.Arguments.All(argument => Is(argument.Expression, model, depth)) == false
            || model.GetSymbolInfo(creation).Symbol is not IMethodSymbol constructor)
        {
            return false;
        }

        var type = constructor.ContainingType;
        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return (Plain.Contains(type.Name) && creation.ArgumentList?.Arguments.All(argument => argument.Expression is AnonymousFunctionExpressionSyntax || model.GetConstantValue(argument.Expression).HasValue) != false)
                || (type.Name == "Uri" && creation.ArgumentList?.Arguments is { Count: 1 } only && model.GetConstantValue(only[0].Expression).Value is string text && text.StartsWith("http", StringComparison.Ordinal));
        }

        return depth < Deepest && RefusalsOf(constructor, model.Compilation, depth + 1) is { Count: 0 };
    }

    private static IReadOnlyList<GuardCondition>? RefusalsOf(IMethodSymbol constructor, Compilation compilation, int depth)
    {
        var type = constructor.ContainingType.OriginalDefinition;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || type.DeclaringSyntaxReferences.IsEmpty
            || !HasHarmlessBase(type, compilation, depth)
            || !InitializersOf(type, compilation, depth, isStatic: false)
            || !Initializes(type, compilation, depth))
        {
            return null;
        }

        if (constructor.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
        {
            return [];
        }

        if (declaration is TypeDeclarationSyntax primary)
        {
            // What its initializers refuse is read with them.
            return primary.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().Any() == true ? null : RefusedByInitializers(primary, compilation);
        }

        return declaration is ConstructorDeclarationSyntax { Initializer: null } && OtherFile.ModelOf(declaration.SyntaxTree, compilation) is { } model
            ? OutcomeReader.OnlyRefusals(declaration, model, default)
            : null;
    }

    private static bool HasHarmlessBase(INamedTypeSymbol type, Compilation compilation, int depth)
        => type.BaseType is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }
            || (depth < Deepest
                && type.BaseType.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty) is { } above
                && RefusalsOf(above, compilation, depth + 1) is { Count: 0 });

    private static bool InitializersOf(INamedTypeSymbol type, Compilation compilation, int depth, bool isStatic)
    {
        foreach (var (value, model) in Initializers(type, compilation, isStatic))
        {
            if (model is null || !(Is(value, model, depth) || IsRefusal(value, model)))
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyList<GuardCondition> RefusedByInitializers(TypeDeclarationSyntax type, Compilation compilation)
    {
        var refused = new List<GuardCondition>();
        if (OtherFile.ModelOf(type.SyntaxTree, compilation) is { } model && model.GetDeclaredSymbol(type) is { } symbol)
        {
            foreach (var (value, place) in Initializers(symbol, compilation, isStatic: false))
            {
                if (place is not null && value is BinaryExpressionSyntax either && GuardCondition.ParameterOf(either.Left, place) is { } parameter)
                {
                    refused.Add(new(parameter, GuardKind.Null));
                }
            }
        }

        return refused;
    }

    /// <summary>True for <c>= mail ?? throw new ArgumentNullException(nameof(mail))</c>.</summary>
    private static bool IsRefusal(ExpressionSyntax value, SemanticModel model)
        => value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } either && GuardCondition.ParameterOf(either.Left, model) is not null;

    private static IEnumerable<(ExpressionSyntax Value, SemanticModel? Model)> Initializers(INamedTypeSymbol type, Compilation compilation, bool isStatic)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax part)
            {
                continue;
            }

            var model = OtherFile.ModelOf(part.SyntaxTree, compilation);
            foreach (var member in part.Members)
            {
                if (member.Modifiers.Any(SyntaxKind.StaticKeyword) != isStatic || member.Modifiers.Any(SyntaxKind.ConstKeyword))
                {
                    continue;
                }

                var values = member switch
                {
                    FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer),
                    PropertyDeclarationSyntax property => [property.Initializer],
                    _ => [],
                };
                foreach (var initializer in values)
                {
                    if (initializer is not null)
                    {
                        yield return (initializer.Value, model);
                    }
                }
            }
        }
    }
}
