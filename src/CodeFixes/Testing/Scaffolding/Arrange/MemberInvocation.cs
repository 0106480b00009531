using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>How a member is used from outside, and what that yields.</summary>
internal sealed class MemberInvocation
{
    private readonly IMethodSymbol method;
    private readonly TypeNames names;

    private MemberInvocation(IMethodSymbol method, TypeNames names, bool hasOverloads)
    {
        this.method = method;
        this.names = names;
        HasOverloads = hasOverloads;
    }

    /// <summary>The method or accessor, with types for what is generic.</summary>
    public IMethodSymbol Method => method;

    /// <summary>The type whose member it is, with type arguments where it wants some.</summary>
    public INamedTypeSymbol Type => method.ContainingType;

    public ImmutableArray<IParameterSymbol> Parameters => method.Parameters;

    public bool IsConstructor => method.MethodKind == MethodKind.Constructor;

    /// <summary>True for what can only be set while an object is made.</summary>
    public bool IsInitializer => method is { MethodKind: MethodKind.PropertySet, IsInitOnly: true };

    public bool NeedsObject => !method.IsStatic && !IsConstructor && !IsInitializer;

    /// <summary>True for what a compiler leaves out unless some symbol is defined.</summary>
    public bool MayBeLeftOut => method.IsConditional;

    /// <summary>True where null could mean several members.</summary>
    public bool HasOverloads { get; }

    public bool IsValueTask => method.ReturnType is { Name: "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    public bool IsAwaitable => IsValueTask || method.ReturnType is { Name: "Task", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    public bool IsAsyncSequence => method.ReturnType is { Name: "IAsyncEnumerable", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    public bool HasResult
        => !IsConstructor && (IsAwaitable ? ((INamedTypeSymbol)method.ReturnType).Arity == 1 : !method.ReturnsVoid);

    /// <summary>True where the expression alone can be a statement.</summary>
    public bool IsStatement => method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.PropertySet or MethodKind.EventAdd;

    /// <summary>The member as part of the name of a test.</summary>
    public string Name
        => method switch
        {
            { MethodKind: MethodKind.Constructor } => "Constructor",
            { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => method.Name.StartsWith("op_", StringComparison.Ordinal) ? method.Name.Substring(3) : method.Name,
            { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "Indexer",
            { AssociatedSymbol: { } owner } => owner.Name,
            _ => method.Name,
        };

    /// <summary>The member as a person would say it.</summary>
    public string Spoken
        => method switch
        {
            { MethodKind: MethodKind.Constructor } => "new " + Type.Name,
            { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => $"{Type.Name} {Name}",
            { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => Type.Name + "[]",
            { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } owner } => $"setting {Type.Name}.{owner.Name}",
            _ => $"{Type.Name}.{Name}",
        };

    /// <summary>The use of a member, with types for what is generic; null where no test can use it.</summary>
    /// <param name="method">A method or an accessor, as the test project sees it.</param>
    /// <param name="compilation">The test project.</param>
    /// <param name="names">How types are written at the place.</param>
    public static MemberInvocation? Of(IMethodSymbol method, Compilation compilation, TypeNames names)
    {
        if (method.ContainingType is not { Name: not "" } type || (method.IsVararg || method.ReturnsByRef && method.ReturnType.IsRefLikeType))
        {
            return null;
        }

        var overloads = type.GetMembers(method.Name).OfType<IMethodSymbol>().Count(other => other.Parameters.Length >= method.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams) && other.DeclaredAccessibility == Accessibility.Public) > 1;
        if (type.IsGenericType && Constructed(type, compilation) is { } constructed)
        {
            method = constructed.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? method;
        }

        if (method.IsGenericMethod)
        {
            method = method.Construct([.. method.TypeParameters.Select(parameter => Fitting(parameter, compilation))]);
        }

        // Null alone is also an operand of what the language has built in.
        return new(method, names, overloads || method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion);
    }

    /// <summary>The expression.</summary>
    /// <param name="target">The object; of an initializer the creation that it ends, of a constructor what follows it; empty where none is needed.</param>
    /// <param name="arguments">One for each parameter that is given.</param>
    public string Write(string target, IReadOnlyList<string> arguments)
    {
        var type = names.Of(Type) ?? Type.Name;
        var owner = NeedsObject ? target : type;
        var list = string.Join(", ", arguments);
        switch (method.MethodKind)
        {
            case MethodKind.Constructor:
                return $"new {type}({list}){target}";

            case MethodKind.PropertyGet:
                return ((IPropertySymbol)method.AssociatedSymbol!).IsIndexer ? $"{owner}[{list}]" : $"{owner}.{IdentifierText.Escaped(method.AssociatedSymbol!.Name)}";

            case MethodKind.PropertySet when IsInitializer:
                var begun = target.EndsWith(" }", StringComparison.Ordinal) ? target.Substring(0, target.Length - " }".Length) + ","
                    : (target.EndsWith("()", StringComparison.Ordinal) ? target.Substring(0, target.Length - "()".Length) : target) + " {";
                return $"{begun} {IdentifierText.Escaped(method.AssociatedSymbol!.Name)} = {arguments[arguments.Count - 1]} }}";

            case MethodKind.PropertySet:
                return ((IPropertySymbol)method.AssociatedSymbol!).IsIndexer
                    ? $"{owner}[{string.Join(", ", arguments.Take(arguments.Count - 1))}] = {arguments[arguments.Count - 1]}"
                    : $"{owner}.{IdentifierText.Escaped(method.AssociatedSymbol!.Name)} = {arguments[0]}";

            case MethodKind.EventAdd:
                return $"{owner}.{IdentifierText.Escaped(method.AssociatedSymbol!.Name)} += {arguments[0]}";

            case MethodKind.Conversion:
                return $"({names.Of(method.ReturnType)})({list})";

            case MethodKind.UserDefinedOperator:
                var symbol = OperatorOf(method.Name);
                return arguments.Count == 1 ? $"{symbol}({list})" : $"{arguments[0]} {symbol} {arguments[1]}";

            default:
                var types = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(names.Of))}>" : "";
                return $"{owner}.{IdentifierText.Escaped(method.Name)}{types}({list})";
        }
    }

    private static string OperatorOf(string name)
        => SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(name));

    private static INamedTypeSymbol? Constructed(INamedTypeSymbol type, Compilation compilation)
        => type.ContainingType is { IsGenericType: true } ? null : type.OriginalDefinition.Construct([.. type.TypeParameters.Select(parameter => Fitting(parameter, compilation))]);

    /// <summary>A type that can stand for a type parameter.</summary>
    private static ITypeSymbol Fitting(ITypeParameterSymbol parameter, Compilation compilation)
    {
        if (parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint)
        {
            return compilation.GetSpecialType(SpecialType.System_Int32);
        }

        var constraint = parameter.ConstraintTypes.FirstOrDefault(type => type is INamedTypeSymbol named && !named.TypeArguments.Any(argument => argument is ITypeParameterSymbol));
        if (constraint is not null && (!parameter.HasConstructorConstraint || constraint.TypeKind == TypeKind.Class && !constraint.IsAbstract))
        {
            return constraint;
        }

        return constraint is INamedTypeSymbol contract && Implementing(contract, compilation) is { } found ? found
            : compilation.GetSpecialType(parameter.HasConstructorConstraint ? SpecialType.System_Object : SpecialType.System_String);
    }

    /// <summary>A type beside a contract that keeps it and can be made without arguments.</summary>
    private static INamedTypeSymbol? Implementing(INamedTypeSymbol contract, Compilation compilation)
        => contract.ContainingNamespace.GetTypeMembers().Concat(contract.ContainingAssembly.GlobalNamespace.GetNamespaceMembers().SelectMany(space => space.GetTypeMembers()))
            .FirstOrDefault(type => type is { TypeKind: TypeKind.Class, IsAbstract: false, Arity: 0 }
                && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
                && type.AllInterfaces.Concat(type.BaseType is { } above ? [above] : []).Any(item => SymbolEqualityComparer.Default.Equals(item, contract))
                && type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public));
}
