using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>What an address in the code is for, read off the syntax around it.</summary>
internal static class AddressUsage
{
    private static readonly string[] ServerNames =
        ["host", "hostname", "server", "address", "endpoint", "url", "uri", "broker", "brokers", "servers", "hosts", "node", "connection", "configuration", "redis", "smtp", "gateway"];

    /// <summary>Words in names that say that no other service is meant, or not the one of production.</summary>
    private static readonly string[] OtherPurposes =
        ["redirect", "callback", "listen", "listener", "bind", "binding", "prefix", "prefixes", "origin", "origins", "cors", "loopback", "localhost", "dev", "development", "local", "test", "tests", "testing", "mock", "fake", "stub",
            "sample", "samples", "example", "examples", "demo", "emulator", "localstack", "azurite", "design", "allowed", "ignored", "excluded", "trusted", "dummy", "placeholder", "debug", "swagger", "aspire"];

    /// <summary>A local address is right where the program runs beside what it calls: in development, with an emulator, outside of a container.</summary>
    private static readonly EnvironmentWords LocalWords = new(
        ["isTest", "\"dev", "\"Local"],
        text => WordSplitter.Of(text).Exists(word => word is "dev" or "local" or "locally" or "localhost" or "emulator" or "emulated"),
        MeansContainer);

    /// <summary>True for a place where the text is compared, bound to, shown or documented, and is nowhere called.</summary>
    public static bool IsNoCall(SyntaxNode literal)
    {
        for (var node = literal; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AttributeSyntax or ParameterSyntax or PatternSyntax or CaseSwitchLabelSyntax or InterpolatedStringExpressionSyntax or CollectionExpressionSyntax:
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression }:
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                case ElementAccessExpressionSyntax access when access.Expression != node:
                    return true;

                case SwitchExpressionSyntax choice when choice.GoverningExpression == node:
                    return true;

                // What is cut off at its end goes on.
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToLowerInvariant", Parent: InvocationExpressionSyntax } access when access.Expression == node && node is not LiteralExpressionSyntax:
                    break;

                case MemberAccessExpressionSyntax access when access.Expression == node:
                    return true;

                case ArgumentListSyntax { Parent: InvocationExpressionSyntax call } when InvocationSyntax.NameOf(call) is not { } name || NeedsNoService(name.Identifier.ValueText):
                    return true;

                case ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax { Type: var type } } when TypeSyntaxNames.RightmostName(type) is { } created && (created.EndsWith("Exception", StringComparison.Ordinal) || IsOther(created)):
                    return true;

                case AssignmentExpressionSyntax { Left: var left } when IsOther(left.ToString()):
                case VariableDeclaratorSyntax variable when IsOther(variable.Identifier.ValueText):
                case PropertyDeclarationSyntax property when IsOther(property.Identifier.ValueText) || (property.Modifiers.Any(SyntaxKind.StaticKeyword) && SaysDefault(property.Identifier.ValueText)):
                case BaseMethodDeclarationSyntax when FunctionSyntax.IdentifierOf(parent) is { } method && (IsOther(method.ValueText) || SaysDefault(method.ValueText)):
                case BaseTypeDeclarationSyntax declaration when IsOther(declaration.Identifier.ValueText) || SaysDefault(declaration.Identifier.ValueText) || WritesDocuments(declaration.Identifier.ValueText) || EnvironmentGuard.IsDesignTimeFactory(declaration) || ReadsCommandLine(declaration):
                    return true;

                // What options begin with, configuration overrides.
                case PropertyDeclarationSyntax { Initializer: { } initializer } when initializer == node && IsOptions(parent.Parent):
                case FieldDeclarationSyntax field when IsOptions(parent.Parent) && CanBeSet(field):
                case ConstructorDeclarationSyntax or ConstructorInitializerSyntax when IsOptions(parent.FirstAncestorOrSelf<TypeDeclarationSyntax>()):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for what holds only until somebody sets another address: what a settable property of a library begins with.</summary>
    public static bool IsDefaultOfLibrary(SyntaxNode literal)
        => literal.FirstAncestorOrSelf<MemberDeclarationSyntax>() is PropertyDeclarationSyntax { Initializer: { } initializer, AccessorList: { } accessors } property
            && initializer.Span.Contains(literal.Span)
            && property.Modifiers.Any(SyntaxKind.PublicKeyword)
            && accessors.Accessors.Any(accessor => accessor.Keyword.Kind() is SyntaxKind.SetKeyword or SyntaxKind.InitKeyword && accessor.Modifiers.Count == 0);

    /// <summary>True for what stands in for an optional parameter: <c>address ??= new Uri("…")</c>. Callers give another one.</summary>
    public static bool IsDefaultOfParameter(SyntaxNode literal)
    {
        for (var node = literal; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            var given = parent switch
            {
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression, Left: IdentifierNameSyntax left } assignment when assignment.Right == node => left,
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: IdentifierNameSyntax left } choice when choice.Right == node => left,
                _ => null,
            };
            if (given is not null)
            {
                return literal.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()?.ParameterList.Parameters.Any(parameter => parameter.Default is not null && parameter.Identifier.ValueText == given.Identifier.ValueText) == true;
            }
        }

        return false;
    }

    /// <summary>True where another address is used if there is one: behind <c>??</c>, in the branch of a choice, where a variable is empty, as what a member begins with.</summary>
    public static bool IsOverridable(SyntaxNode literal)
    {
        for (var node = literal; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case ConditionalExpressionSyntax:
                case IfStatementSyntax:
                case PropertyDeclarationSyntax { AccessorList: not null }:
                case ArgumentListSyntax { Arguments.Count: 2, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var getter } } } when getter.Identifier.ValueText == "GetValue":
                case FieldDeclarationSyntax field when field.Declaration.Variables.Any(variable => SaysDefault(variable.Identifier.ValueText)):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True where the program listens at the address: its key says so, or the variable that holds it goes there.</summary>
    public static bool IsListenedAt(SyntaxNode literal, string place)
    {
        if (place.IndexOf("Kestrel", StringComparison.OrdinalIgnoreCase) >= 0 || place.IndexOf("ASPNETCORE_URLS", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return true;
        }

        return literal.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Parent.Parent: LocalDeclarationStatementSyntax } variable
            && FunctionSyntax.Enclosing(variable).DescendantNodes().Any(node => node is IdentifierNameSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } } } use
                && use.Identifier.ValueText == variable.Identifier.ValueText
                && (called.Name.Identifier.ValueText is "UseUrls" or "Run" or "RunAsync" || called.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Urls" or "Prefixes" }));
    }

    /// <summary>True in a folder for trying things out.</summary>
    public static bool IsInToys(SyntaxTree tree)
        => tree.FilePath.Split('/', '\\').Any(folder => folder.ToLowerInvariant() is "toys" or "samples" or "sample" or "examples" or "playground" or "playgrounds");

    /// <summary>False for a constant, which nothing overrides, unless it says that it is a default.</summary>
    private static bool CanBeSet(FieldDeclarationSyntax field)
        => !field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.ConstKeyword or SyntaxKind.StaticKeyword)
            || field.Declaration.Variables.Any(variable => SaysDefault(variable.Identifier.ValueText));

    private static bool SaysDefault(string name) => WordSplitter.Of(name).Exists(word => word is "default" or "defaults");

    /// <summary>True for a type that writes an API's description: an address in it is an example.</summary>
    private static bool WritesDocuments(string type) => type.IndexOf("OpenApi", StringComparison.Ordinal) >= 0 || (type.EndsWith("Exporter", StringComparison.Ordinal) && type.IndexOf("Http", StringComparison.Ordinal) >= 0);

    /// <summary>True for a class whose members are the options of a command line.</summary>
    private static bool ReadsCommandLine(BaseTypeDeclarationSyntax type)
        => type is TypeDeclarationSyntax { Members: var members }
            && members.Any(member => member.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is "Option" or "CliOption" or "CommandOption" or "CommandLine.Option")));

    /// <summary>True behind a question for development: <c>if (env.IsDevelopment())</c>, <c>"Development" => …</c>, <c>#if DEBUG</c>.</summary>
    public static bool IsForDevelopment(SyntaxNode literal) => EnvironmentGuard.Contains(literal, LocalWords);

    /// <summary>True for a name under which a bare host is the one of a service that is called.</summary>
    public static bool IsServerName(string name)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(ServerNames, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True where a field in a form begins with it: the markup of the component binds the member, and who saves the form has seen the address.
    /// Without the markup, what a member of the component holds is taken for the form's model.
    /// </summary>
    public static bool IsShownInForm(SyntaxNode literal, SemanticModel model, KnownTypes known)
        => literal.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } target } assignment
            && assignment.Right == literal
            && model.GetEnclosingSymbol(literal.SpanStart)?.ContainingType is { } type
            && (known.IsA(type, "Microsoft.AspNetCore.Components.ComponentBase")
                ? IsBound(type, member)
                : literal.SyntaxTree.FilePath.EndsWith(".razor.cs", StringComparison.OrdinalIgnoreCase) && IsOfModel(target, type, model));

    /// <summary>True for <c>model.Url</c> of a class of this project whose object a field or a property of the component holds.</summary>
    private static bool IsOfModel(MemberAccessExpressionSyntax target, INamedTypeSymbol component, SemanticModel model)
        => model.GetSymbolInfo(target.Expression).Symbol is IFieldSymbol or IPropertySymbol
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target.Expression).Symbol!.ContainingType, component)
            && model.GetSymbolInfo(target).Symbol is IPropertySymbol { SetMethod: not null, ContainingAssembly: var home }
            && SymbolEqualityComparer.Default.Equals(home, component.ContainingAssembly);

    private static bool IsBound(INamedTypeSymbol component, string member)
        => component.DeclaringSyntaxReferences.Any(part => NamedPlaces.Of(part.SyntaxTree).Writes(member).Any(static write => write is AssignmentExpressionSyntax { Right: IdentifierNameSyntax { Identifier.ValueText: "__value" } }));

    /// <summary>True for a constant that is only what an optional parameter begins with, or a key: whoever calls gives the address.</summary>
    public static bool IsOnlyDefault(SyntaxNode literal, KnownTypes known)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: FieldDeclarationSyntax field } } || !field.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            return false;
        }

        var defaults = 0;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name)
                {
                    if (use.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: ParameterSyntax })
                    {
                        defaults++;
                    }
                    else if (!IsNoCall(use) && !IsLookedUp(use))
                    {
                        return false;
                    }
                }
            }
        }

        return defaults > 0;
    }

    /// <summary>
    /// True for a constant that says it is a default, where its type only hands it to a method of its own that callers call, too, to give another:
    /// <c>WithEndpoint(DefaultEndpoint)</c>.
    /// </summary>
    public static bool IsDefaultOfBuilder(SyntaxNode literal)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax type } field } }
            || !field.Modifiers.Any(SyntaxKind.ConstKeyword)
            || !SaysDefault(name))
        {
            return false;
        }

        var uses = 0;
        foreach (var node in type.DescendantNodes())
        {
            if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name)
            {
                uses++;
                if (use.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } call }
                    || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } called
                    || !type.Members.Any(member => member is MethodDeclarationSyntax { ParameterList.Parameters.Count: 1 } method
                        && method.Identifier.ValueText == called
                        && method.Modifiers.Any(SyntaxKind.PublicKeyword)
                        && Keeps(method)))
                {
                    return false;
                }
            }
        }

        return uses > 0;
    }

    /// <summary>True for a method that keeps its argument.</summary>
    private static bool Keeps(MethodDeclarationSyntax method)
        => method.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Right: IdentifierNameSyntax value } && value.Identifier.ValueText == method.ParameterList.Parameters[0].Identifier.ValueText);

    /// <summary>True for <c>all.GetValueOrDefault(Url)</c>, where it is a key.</summary>
    private static bool IsLookedUp(IdentifierNameSyntax use)
        => use.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax call } } key
            && arguments[0] == key
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "GetValueOrDefault";

    /// <summary>True for a constant or a field of this type that is read in no place where a service is called.</summary>
    public static bool IsOnlyCompared(SyntaxNode literal)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } } variable }
            || field.Modifiers.Any(SyntaxKind.PublicKeyword)
            || field.Modifiers.Any(SyntaxKind.InternalKeyword)
            || field.Modifiers.Any(SyntaxKind.ProtectedKeyword)
            || field.Parent is not TypeDeclarationSyntax type
            || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return false;
        }

        foreach (var node in type.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Identifier.ValueText && !IsNoCall(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Methods that look at a text, show it, or listen at it.</summary>
    private static bool NeedsNoService(string name)
        => name is "Equals" or "Contains" or "ContainsKey" or "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "Replace" or "Compare" or "CompareOrdinal" or "Split" or "Trim" or "TrimStart" or "TrimEnd"
                or "Remove" or "IsMatch" or "Match" or "TryGetValue" or "Run" or "RunAsync" or "UseUrls" or "AddServer" or "SetIsOriginAllowed" or "Parse" or "TryParse" or "GetHostEntry" or "GetHostAddresses" or "Bind" or "Add" or "AddRange" or "Insert"
            || name.StartsWith("Listen", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal) || name.StartsWith("Is", StringComparison.Ordinal)
            || name.StartsWith("Log", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Print", StringComparison.Ordinal)
            || name is "Information" or "Debug" or "Warning" or "Error" or "Fatal" or "Info" or "Warn" or "Trace" or "Verbose" or "Markup" or "MarkupLine"
            || IsOther(name);

    private static bool IsOther(string name)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(OtherPurposes, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOptions(SyntaxNode? type)
        => type is TypeDeclarationSyntax { Identifier.ValueText: var name }
            && (name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Config", StringComparison.Ordinal)
                || name.EndsWith("Configuration", StringComparison.Ordinal) || name.EndsWith("Configurator", StringComparison.Ordinal) || name.EndsWith("Args", StringComparison.Ordinal) || name.EndsWith("Parameters", StringComparison.Ordinal) || name.EndsWith("Arguments", StringComparison.Ordinal));

    private static bool MeansContainer(string text)
    {
        var words = WordSplitter.Of(text);
        return words.Contains("docker") || words.Contains("kubernetes") || (words.Contains("in") && words.Contains("container"));
    }
}
