using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What settings of Newtonsoft.Json are used for.</summary>
internal enum SettingsUse
{
    /// <summary>To write only: the names of types do no harm in what is written.</summary>
    Writes,

    /// <summary>To read back what the same expression has written.</summary>
    Clones,

    /// <summary>Nobody here knows.</summary>
    Unknown,

    /// <summary>To read.</summary>
    Reads,
}

/// <summary>
/// Settings, or a serializer, in which names of types are switched on: whether a binder says which, and what they are used for. By syntax alone,
/// in the file; settings that other files see are looked for there by their name.
/// </summary>
internal sealed class TypedSettings
{
    /// <summary>A serializer that is made of the settings of a variable is followed, and no further.</summary>
    private const int Depth = 3;

    private const int MostUses = 200;

    private static readonly string[] Reading = ["Deserialize", "Populate", "ToObject", "ReadFrom", "ReadAs", "FromJson", "ReadJson"];

    private static readonly string[] Writing = ["Serialize", "FromObject", "ToJson", "WriteTo", "WriteJson", "Write"];

    private readonly ExpressionSyntax settings;

    private TypedSettings(ExpressionSyntax settings) => this.settings = settings;

    /// <summary>The settings that an assignment is about: the object that is made, or what stands in front of the dot; null for those of a derived type.</summary>
    public static TypedSettings? Of(AssignmentExpressionSyntax assignment)
        => assignment.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax made } ? new(made)
            : assignment.Left is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) and var receiver } ? new(receiver)
            : null;

    /// <summary>True where the same settings are given a binder of somebody's own.</summary>
    public static bool HaveBinder(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is InitializerExpressionSyntax initializer && initializer.Expressions.Any(static member => member is AssignmentExpressionSyntax set && IsBinder(set)))
        {
            return true;
        }

        var name = assignment.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax made } ? NameOf(made)?.Name : (assignment.Left as MemberAccessExpressionSyntax)?.Expression.ToString() ?? "";
        var around = name is null ? assignment : AreaOf(name, assignment);
        var places = NamedPlaces.Of(assignment.SyntaxTree);
        return name is not null && places.Writes("SerializationBinder").Concat(places.Writes("Binder")).Any(write => write is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } set
            && around.Span.Contains(set.Span) && IsBinder(set)
            && (set.Left is MemberAccessExpressionSyntax { Expression: var receiver } ? receiver.ToString() is var text && (text == name || text == "this." + name) : name.Length == 0));
    }

    /// <summary>What they are used for.</summary>
    public SettingsUse Use(Compilation compilation) => UseOf(settings, compilation, Depth);

    private static bool IsBinder(AssignmentExpressionSyntax set)
        => MemberName.Of(set.Left)?.ValueText is "SerializationBinder" or "Binder"
            && !set.Right.IsKind(SyntaxKind.NullLiteralExpression)
            && !(set.Right is ObjectCreationExpressionSyntax { Type: var type } && TypeSyntaxNames.RightmostName(type) == "DefaultSerializationBinder");

    /// <summary>What one expression with the settings is used for.</summary>
    private static SettingsUse UseOf(ExpressionSyntax expression, Compilation compilation, int depth)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax
            || expression.Parent is ConditionalExpressionSyntax choice && choice.Condition != expression
            || expression.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        switch (expression.Parent)
        {
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } }:
                return UseOfCall(call, compilation, depth);

            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == expression && call.Expression == access:
                return UseOfCall(call, compilation, depth);

            case LambdaExpressionSyntax lambda when IsDefault(lambda):
            case ReturnStatementSyntax { Parent: BlockSyntax { Parent: LambdaExpressionSyntax block } } when IsDefault(block):
                return SettingsUse.Reads;

            default:
                return depth > 0 && (NameOf(expression) ?? Own(expression)) is { } holder ? UseOfName(holder, compilation, depth - 1) : SettingsUse.Unknown;
        }
    }

    /// <summary><c>JsonConvert.DefaultSettings = () => …</c></summary>
    private static bool IsDefault(LambdaExpressionSyntax lambda) => lambda.Parent is AssignmentExpressionSyntax { Left: var target } && MemberName.Of(target)?.ValueText == "DefaultSettings";

    private static SettingsUse UseOfCall(InvocationExpressionSyntax call, Compilation compilation, int depth)
    {
        var name = InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "";
        return BeginsWithOne(name, Reading)
                ? call.ArgumentList.Arguments.Count > 0 && call.ArgumentList.Arguments[0].Expression is InvocationExpressionSyntax written && BeginsWithOne(InvocationSyntax.NameOf(written)?.Identifier.ValueText ?? "", Writing) ? SettingsUse.Clones : SettingsUse.Reads
            : BeginsWithOne(name, Writing) ? SettingsUse.Writes
            : name is "Create" or "CreateDefault" && depth > 0 ? UseOf(call, compilation, depth - 1)
            : SettingsUse.Unknown;
    }

    private static SettingsUse UseOfName(Holder holder, Compilation compilation, int depth)
    {
        SettingsUse? worst = null;
        var asked = 0;
        var scopes = holder.IsSeenElsewhere ? compilation.SyntaxTrees.Select(static tree => tree.GetRoot()) : [holder.Scope];
        foreach (var use in scopes.SelectMany(scope => MemberNames.Of(scope).Uses(holder.Name)))
        {
            ExpressionSyntax whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (InitialValue.IsWritten(use)
                || holder.IsSeenElsewhere && !IsOf(whole, holder)
                || whole.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: var target } } member && target == member
                || whole.Parent is MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax })
            {
                continue;
            }

            if (++asked > MostUses)
            {
                return SettingsUse.Unknown;
            }

            // Settings that a call gives out: what that call is used for.
            var its = UseOf(whole.Parent is InvocationExpressionSyntax call && call.Expression == whole ? call : whole, compilation, depth);
            worst = worst is { } before && before >= its ? before : its;
        }

        return worst ?? SettingsUse.Unknown;
    }

    /// <summary>True for a name in the type that declares the member, and behind the name of that type.</summary>
    private static bool IsOf(ExpressionSyntax use, Holder holder)
        => holder.Scope.SyntaxTree == use.SyntaxTree && holder.Scope.Span.Contains(use.Span)
            || use is MemberAccessExpressionSyntax { Expression: var owner } && holder.Scope is TypeDeclarationSyntax { Identifier.ValueText: var type } && MemberName.Of(owner)?.ValueText == type;

    /// <summary>The variable, member or method that holds or gives out what an expression makes, and where its name is said.</summary>
    private static Holder? NameOf(ExpressionSyntax made)
    {
        switch (made.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } variable }:
                return Member(variable.Identifier, field);

            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local }:
                return new(local.Identifier.ValueText, VariableWrites.ScopeOf(local));

            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return Member(property.Identifier, property);

            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } assignment when assignment.Right == made && MemberName.Of(assignment.Left)?.ValueText is { } name:
                return new(name, AreaOf(name, assignment));

            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return made.Ancestors().FirstOrDefault(static around => around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) switch
                {
                    MethodDeclarationSyntax method => Member(method.Identifier, method),
                    LocalFunctionStatementSyntax local => new(local.Identifier.ValueText, VariableWrites.ScopeOf(local)),
                    PropertyDeclarationSyntax property => Member(property.Identifier, property),
                    _ => null,
                };

            default:
                return null;
        }
    }

    /// <summary>A variable by itself: its own name.</summary>
    private static Holder? Own(ExpressionSyntax variable)
        => variable is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } } name ? new(name.Identifier.ValueText, AreaOf(name.Identifier.ValueText, name)) : null;

    private static Holder? Member(SyntaxToken name, MemberDeclarationSyntax member)
        => member.Parent is TypeDeclarationSyntax type
            ? new(name.ValueText, type, type.Modifiers.Any(SyntaxKind.PartialKeyword) || member.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword))
            : null;

    /// <summary>Where a name means the same variable: in the member that declares it, else in the type.</summary>
    private static SyntaxNode AreaOf(string name, SyntaxNode place)
    {
        var scope = VariableWrites.ScopeOf(place);
        return scope.DescendantNodes().Any(node => node is VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } variable && variable.Identifier.ValueText == name || node is ParameterSyntax parameter && parameter.Identifier.ValueText == name)
            ? scope
            : place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? place.SyntaxTree.GetRoot();
    }

    private static bool BeginsWithOne(string name, string[] words) => Array.Exists(words, word => name.StartsWith(word, StringComparison.Ordinal));

    /// <summary>What has the settings, and the code in which its name stands for it: for a member that others see, the type that declares it.</summary>
    private sealed class Holder(string name, SyntaxNode scope, bool isSeenElsewhere = false)
    {
        public string Name { get; } = name;

        public SyntaxNode Scope { get; } = scope;

        public bool IsSeenElsewhere { get; } = isSeenElsewhere;
    }
}
