using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a serializer that creates the types that the data names.</summary>
public sealed class PG1014UnsafeDeserialization : SecurityRule
{
    private const string SetToNone = "set it to None, or name the types in a SerializationBinder";

    private const string Listed = "look it up in a list of the types that may come";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1014",
        "Unsafe deserialization",
        "'{0}' lets the data choose the types that are created; {1}",
        "Whoever writes the data names a type whose constructor or setters run a program: a request is enough to take over the server.",
        tags: ["CWE-502", "OWASP-A08:2021", "OWASP-A08:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1014");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.Has("Newtonsoft.Json.TypeNameHandling"))
        {
            actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
            actions.OnSyntax(AnalyzeAttribute, SyntaxKind.AttributeArgument);
        }

        if (known.Has("MessagePack.Resolvers.TypelessContractlessStandardResolver"))
        {
            actions.OnCall(AnalyzeTypeless, static call => call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && MemberName.Of(owner)?.ValueText == "Typeless", "Deserialize", "DeserializeAsync");
            actions.OnCall(AnalyzeResolver, static call => call.ArgumentList.Arguments.Any(static argument => ResolverIn(argument.Expression) is not null), "WithResolver", "Create", "Deserialize", "DeserializeAsync");
        }

        if (TypeResolvers.HaveSerializer(known))
        {
            actions.OnCall(AnalyzeSerializer, static call => call.Expression is MemberAccessExpressionSyntax, TypeResolvers.ReadingCalls);
        }

        if (known.Has("System.Web.Script.Serialization.SimpleTypeResolver"))
        {
            actions.OnSyntax(AnalyzeSimpleResolver, SyntaxKind.ObjectCreationExpression);
        }

        if (known.Has("ServiceStack.Text.JsConfig"))
        {
            actions.OnSyntax(AnalyzeRuntimeTypes, SyntaxKind.SimpleAssignmentExpression);
        }

        actions.OnCall(AnalyzeNamedType, static call => call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && MemberName.Of(owner)?.ValueText == "Type" && call.ArgumentList.Arguments.Count > 0 && call.ArgumentList.Arguments[0].Expression is not LiteralExpressionSyntax, "GetType");
        actions.OnSyntax(AnalyzeContractResolver, SyntaxKind.MethodDeclaration);
    }

    /// <summary><c>settings.TypeNameHandling = TypeNameHandling.All</c></summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left)?.ValueText != "TypeNameHandling"
            || !IsOn(assignment.Right, context)
            || context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property
            || !Array.Exists(TypeResolvers.JsonTypes, type => context.Known.IsA(property.ContainingType, type))
            || TypedSettings.HaveBinder(assignment))
        {
            return;
        }

        var location = assignment.Right.GetLocation();
        var name = assignment.Right.ToString();
        if (assignment.Left is MemberAccessExpressionSyntax { Expression: var receiver } && TypeResolvers.ReadRequests(context.Model.GetSymbolInfo(receiver, context.CancellationToken).Symbol, context.Known))
        {
            context.Report(Gap, DiagnosticSeverity.Error, location, name, SetToNone);
            return;
        }

        switch (TypedSettings.Of(assignment)?.Use(context.Known.Compilation) ?? SettingsUse.Unknown)
        {
            case SettingsUse.Writes:
                return;

            case SettingsUse.Reads when context.Known.Project.Kind != ProjectKind.Desktop:
                context.Report(Gap, location, name, SetToNone);
                return;

            default:
                context.Suggest(Gap, Likely, location, name, SetToNone);
                return;
        }
    }

    /// <summary><c>[JsonProperty(TypeNameHandling = TypeNameHandling.All)]</c></summary>
    private static void AnalyzeAttribute(RuleContext context)
    {
        var argument = (AttributeArgumentSyntax)context.Node;
        if (argument.NameEquals is not { Name.Identifier.ValueText: "TypeNameHandling" or "ItemTypeNameHandling" }
            || !IsOn(argument.Expression, context)
            || argument.Parent?.Parent is not AttributeSyntax attribute
            || context.Model.GetSymbolInfo(attribute, context.CancellationToken).Symbol is not IMethodSymbol { ContainingType: var owner }
            || !Array.Exists(TypeResolvers.JsonAttributes, name => context.Known.IsA(owner, name)))
        {
            return;
        }

        var declaration = attribute.Parent?.Parent as MemberDeclarationSyntax;
        if (declaration is not null && (ClosedMembers.HaveConverter(declaration, attribute) || ClosedMembers.Is(TypeOf(declaration) is { } type ? context.Model.GetTypeInfo(type, context.CancellationToken).Type : null)))
        {
            return;
        }

        if (declaration is not null && TakesAnything(declaration, context))
        {
            context.Report(Gap, argument.Expression.GetLocation(), argument.Expression.ToString(), SetToNone);
        }
        else
        {
            context.Suggest(Gap, Likely, argument.Expression.GetLocation(), argument.Expression.ToString(), SetToNone);
        }
    }

    /// <summary>True for a member that every type fits: with an interface of the solution's own, few do.</summary>
    private static bool TakesAnything(MemberDeclarationSyntax declaration, RuleContext context)
    {
        var type = TypeOf(declaration);
        return type is not null && type.DescendantNodesAndSelf().OfType<PredefinedTypeSyntax>().Any(static predefined => predefined.Keyword.IsKind(SyntaxKind.ObjectKeyword))
            || type is not null && context.Model.GetTypeInfo(type, context.CancellationToken).Type is IDynamicTypeSymbol;
    }

    private static TypeSyntax? TypeOf(MemberDeclarationSyntax declaration)
        => declaration switch
        {
            PropertyDeclarationSyntax property => property.Type,
            FieldDeclarationSyntax field => field.Declaration.Type,
            _ => null,
        };

    /// <summary>True for a constant other than <c>None</c>: a setting that is only passed on is somebody else's.</summary>
    private static bool IsOn(ExpressionSyntax value, RuleContext context)
        => value is not LiteralExpressionSyntax
            && context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: int number and not 0 }
            && number > 0
            && context.Known.Is(context.Model.GetTypeInfo(value, context.CancellationToken).Type, "Newtonsoft.Json.TypeNameHandling");

    private static void AnalyzeTypeless(RuleContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is { Name: "Typeless", ContainingType: { } outer } && context.Known.Is(outer, "MessagePack.MessagePackSerializer") && ((InvocationExpressionSyntax)call.Syntax).Expression is MemberAccessExpressionSyntax { Expression: var typeless })
        {
            context.Report(Gap, typeless.GetLocation(), typeless.ToString(), "use a serializer that is told the type");
        }
    }

    private static void AnalyzeResolver(RuleContext context, IInvocationOperation call)
    {
        foreach (var argument in ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments)
        {
            if (ResolverIn(argument.Expression) is { } resolver
                && context.Model.GetSymbolInfo(resolver, context.CancellationToken).Symbol is { } member
                && context.Known.Is(member.ContainingType, "MessagePack.Resolvers.TypelessContractlessStandardResolver"))
            {
                context.Report(Gap, resolver.GetLocation(), resolver.ToString(), "use a resolver that is told the types");
                return;
            }
        }
    }

    private static MemberAccessExpressionSyntax? ResolverIn(ExpressionSyntax argument)
        => argument is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Instance" or "Options", Expression: var owner } access && MemberName.Of(owner)?.ValueText.StartsWith("Typeless", StringComparison.Ordinal) == true ? access : null;

    private static void AnalyzeSerializer(RuleContext context, IInvocationOperation call)
    {
        if (call.Instance?.Type is { } type && TypeResolvers.IsSerializer(type, context.Known) && ((InvocationExpressionSyntax)call.Syntax).Expression is MemberAccessExpressionSyntax { Name: var method })
        {
            context.Report(Gap, method.GetLocation(), type.Name + "." + method.Identifier.ValueText, "use a serializer that is told the type");
        }
    }

    private static void AnalyzeSimpleResolver(RuleContext context)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (TypeSyntaxNames.RightmostName(creation.Type) == "SimpleTypeResolver" && context.Known.Is(context.Model.GetTypeInfo(creation, context.CancellationToken).Type, "System.Web.Script.Serialization.SimpleTypeResolver"))
        {
            context.Report(Gap, creation.GetLocation(), "SimpleTypeResolver", "leave it out");
        }
    }

    private static void AnalyzeRuntimeTypes(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left)?.ValueText == "AllowRuntimeType"
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } set
            && context.Known.Is(member.ContainingType, "ServiceStack.Text.JsConfig")
            && AlwaysTrue.Is(set.Value, context.Model, context.CancellationToken))
        {
            context.Report(Gap, assignment.Left.GetLocation(), "AllowRuntimeType", "allow the types that may come");
        }
    }

    /// <summary><c>Type.GetType(request.Type)</c>, of which something is created.</summary>
    private static void AnalyzeNamedType(RuleContext context, IInvocationOperation call)
    {
        if (!context.Known.Is(call.TargetMethod.ContainingType, "System.Type") || !call.TargetMethod.IsStatic || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "typeName") is not { Value: { ConstantValue.HasValue: false } name }
            || !IsCreated((InvocationExpressionSyntax)call.Syntax)
            || TaintTracker.Of(name, context, TaintPolicy.None) is not { Level: >= TaintLevel.Service, Source: { } source } taint)
        {
            return;
        }

        var location = call.Syntax.GetLocation();
        if (taint.Level == TaintLevel.Request)
        {
            context.Report(Gap, location, source.Syntax.ToString(), Listed);
        }
        else if (context.Known.Project.Kind is ProjectKind.Web or ProjectKind.Worker && WordSplitter.HasWord(source.Syntax.ToString(), ["type", "class"]))
        {
            context.Suggest(Gap, Likely, location, source.Syntax.ToString(), Listed);
        }
    }

    /// <summary>True where something of the type is created, and nothing asks about the type before.</summary>
    private static bool IsCreated(ExpressionSyntax type)
    {
        while (type.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax || type.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax })
        {
            type = (ExpressionSyntax)type.Parent;
        }

        if (type.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable })
        {
            return TypeResolvers.Creates(type);
        }

        var uses = MemberNames.Of(VariableWrites.ScopeOf(variable)).Uses(variable.Identifier.ValueText);
        return uses.Any(static use => TypeResolvers.Creates(Whole(use))) && !uses.Any(static use => TypeResolvers.AsksAbout(Whole(use)));
    }

    /// <summary>The variable without what only says that it is not null.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax use) => use.Parent is PostfixUnaryExpressionSyntax suppressed ? suppressed : use;

    /// <summary>A resolver of contracts that creates any type by its name.</summary>
    private static void AnalyzeContractResolver(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (method.Identifier.ValueText != "ResolveName"
            || !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            || context.Model.GetDeclaredSymbol(method, context.CancellationToken) is not { Parameters.Length: > 0 } declared
            || !context.Known.IsA(declared.ContainingType, "System.Runtime.Serialization.DataContractResolver"))
        {
            return;
        }

        foreach (var node in method.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "GetType" or "Load"
                && arguments[0].Expression.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var name } && name == declared.Parameters[0].Name)
                && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol found
                && (context.Known.Is(found.ContainingType, "System.Type") || context.Known.IsA(found.ContainingType, "System.Reflection.Assembly")))
            {
                context.Report(Gap, call.GetLocation(), "ResolveName", Listed);
                return;
            }
        }
    }
}
