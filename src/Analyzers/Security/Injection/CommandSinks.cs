using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What a text decides of a command.</summary>
internal enum CommandPlace
{
    /// <summary>Which program runs.</summary>
    Program,

    /// <summary>What a shell is told to do.</summary>
    Shell,

    /// <summary>The command line of a program, which is split into arguments.</summary>
    Line,

    /// <summary>Code that is compiled or interpreted.</summary>
    Script,

    /// <summary>An expression of a small language, which reaches what its host lets it reach.</summary>
    Expression,
}

/// <summary>A text that is run, or that says what is run.</summary>
/// <param name="text">The text.</param>
/// <param name="place">What it decides.</param>
/// <param name="runner">What runs it, as a message names it.</param>
/// <param name="advice">What to do instead.</param>
internal readonly struct CommandSink(IOperation text, CommandPlace place, string runner, string advice)
{
    public IOperation Text { get; } = text;

    public CommandPlace Place { get; } = place;

    public string Runner { get; } = runner;

    public string Advice { get; } = advice;
}

/// <summary>What starts programs and runs scripts. An argument of its own is none: it stays one argument, whatever it says.</summary>
internal static class CommandSinks
{
    public const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    private const string Choose = "choose the program from a fixed list";

    private const string NoCode = "run no code that comes from outside";

    private const string NoShell = "run it without a shell";

    private const string AsElement = "pass it as an element of ArgumentList";

    /// <summary>Methods that run code, the parameter that takes it, and what to do instead.</summary>
    private static readonly (string Type, string[] Methods, string[] Parameters, CommandPlace Place, string Advice)[] Scripts =
    [
        ("System.Management.Automation.PowerShell", ["AddScript"], ["script"], CommandPlace.Script, "pass it with AddParameter"),
        ("System.Management.Automation.CommandInvocationIntrinsics", ["InvokeScript"], ["script"], CommandPlace.Script, NoCode),
        ("System.Management.Automation.Runspaces.Runspace", ["CreatePipeline"], ["command"], CommandPlace.Script, NoCode),
        ("System.Management.Automation.Runspaces.CommandCollection", ["AddScript"], ["scriptContents"], CommandPlace.Script, NoCode),
        ("Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript", ["RunAsync", "EvaluateAsync", "Create"], ["code"], CommandPlace.Script, NoCode),
        ("Jint.Engine", ["Execute", "Evaluate"], ["code"], CommandPlace.Script, NoCode),
        ("Microsoft.Scripting.Hosting.ScriptEngine", ["Execute", "CreateScriptSourceFromString"], ["expression"], CommandPlace.Script, NoCode),
        ("Renci.SshNet.SshClient", ["RunCommand", "CreateCommand"], ["commandText"], CommandPlace.Shell, "choose the command from a fixed list"),
        ("DynamicExpresso.Interpreter", ["Eval", "Parse"], ["expressionText"], CommandPlace.Expression, "choose it from a fixed list"),
        ("System.Linq.Dynamic.Core.DynamicQueryableExtensions", ["Where", "OrderBy", "Select", "Any", "Count"], ["predicate", "ordering", "selector"], CommandPlace.Expression, "choose it from a fixed list"),
    ];

    /// <summary>Methods that start a program, with the parameters of the program and of its command line.</summary>
    private static readonly (string Type, string[] Methods, string Program, string Line)[] Starts =
    [
        ("System.Diagnostics.Process", ["Start"], "fileName", "arguments"),
        ("CliWrap.Cli", ["Wrap"], "targetFilePath", ""),
        ("CliWrap.Command", ["WithArguments"], "", "arguments"),
        ("SimpleExec.Command", ["Run", "RunAsync", "ReadAsync"], "name", "args"),
    ];

    /// <summary>The names of the methods that run a code or a command only; of these, each is looked at.</summary>
    private static readonly string[] Telling = ["AddScript", "InvokeScript", "CreatePipeline", "RunCommand", "CreateCommand", "WithArguments", "EvaluateAsync", "Evaluate", "Eval", "CreateScriptSourceFromString"];

    /// <summary>Of these, those on a receiver of the name.</summary>
    private static readonly (string Method, string Receiver)[] OnReceiver =
        [("Start", "Process"), ("Wrap", "Cli"), ("Run", "Command"), ("RunAsync", "Command"), ("ReadAsync", "Command"), ("RunAsync", "CSharpScript"), ("Create", "CSharpScript"), ("Add", "ArgumentList")];

    /// <summary>The names of the methods of a language for queries, which are those of LINQ.</summary>
    public static readonly string[] Queries = ["Where", "OrderBy", "Select", "Any", "Count"];

    /// <summary>The names of the methods.</summary>
    public static readonly string[] Names = [.. Telling, "Execute", "Parse", .. OnReceiver.Select(static row => row.Method).Distinct()];

    /// <summary>False for calls that their syntax rules out; the name of the receiver comes first, since lists are added to everywhere.</summary>
    public static bool MayBe(InvocationExpressionSyntax call)
    {
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var owner = receiver is null ? null : MemberName.Of(receiver)?.ValueText;
        var name = InvocationSyntax.NameOf(call)?.Identifier.ValueText;
        return name switch
        {
            null => false,
            "Execute" or "Parse" => owner is not null && (owner.EndsWith("ngine", StringComparison.Ordinal) || owner.EndsWith("nterpreter", StringComparison.Ordinal)) || receiver is BaseObjectCreationExpressionSyntax,
            _ when Array.Exists(OnReceiver, row => row.Method == name) => owner is not null ? Array.IndexOf(OnReceiver, (name, owner)) >= 0 : name is "Start" or "Wrap" && receiver is null && call.Expression is SimpleNameSyntax,
            _ => Array.IndexOf(Telling, name) >= 0,
        }
            && call.ArgumentList.Arguments.Any(static argument => MayBeInput(argument.Expression));
    }

    /// <summary>False for LINQ.</summary>
    public static bool MayBeQuery(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: > 0 } arguments && MayBeInput(arguments[0].Expression) && arguments[0].Expression is not (AnonymousFunctionExpressionSyntax or TypeOfExpressionSyntax);

    /// <summary>False for creations of other types.</summary>
    public static bool MayBe(BaseObjectCreationExpressionSyntax creation)
        => creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments.Any(static argument => MayBeInput(argument.Expression)) && IsStartInfo(creation);

    /// <summary>False for assignments of other members.</summary>
    public static bool MayBe(AssignmentExpressionSyntax assignment)
        => MemberName.Of(assignment.Left)?.ValueText is "FileName" or "Arguments" or "ArgumentList"
            && MayBeInput(assignment.Right)
            && (assignment.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } ? IsStartInfo(creation)
                : assignment.Left is MemberAccessExpressionSyntax && MemberNames.Of(assignment.SyntaxTree.GetRoot()) is var names && (names.Uses("ProcessStartInfo").Count > 0 || names.Uses("StartInfo").Count > 0));

    /// <summary>The texts that a node runs.</summary>
    public static IReadOnlyList<CommandSink> At(SyntaxNode node, RuleContext context)
        => node switch
        {
            InvocationExpressionSyntax call when MayBe(call) => context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation ? Of(operation, context) : [],
            BaseObjectCreationExpressionSyntax creation when MayBe(creation) => context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation ? Of(operation, context) : [],
            AssignmentExpressionSyntax assignment when MayBe(assignment) => Of(assignment, context),
            _ => [],
        };

    /// <summary>The texts that a call runs.</summary>
    public static IReadOnlyList<CommandSink> Of(IInvocationOperation call, RuleContext context)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        foreach (var row in Scripts)
        {
            if (Array.IndexOf(row.Methods, method.Name) >= 0 && context.Known.IsA(method.ContainingType, row.Type))
            {
                return call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && Array.IndexOf(row.Parameters, parameter.Name) >= 0)?.Value is { } code
                    ? [new(code, row.Place, row.Place == CommandPlace.Script ? $"{method.ContainingType.Name}.{method.Name}" : method.Name, row.Advice)]
                    : [];
            }
        }

        foreach (var row in Starts)
        {
            if (Array.IndexOf(row.Methods, method.Name) >= 0 && context.Known.Is(method.ContainingType, row.Type))
            {
                var program = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == row.Program)?.Value;
                return [.. OfStart(program, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == row.Line)?.Value, program?.Syntax as ExpressionSyntax ?? Shells.ProgramOf(call.Syntax), $"{method.ContainingType.Name}.{method.Name}", context)];
            }
        }

        // start.ArgumentList.Add("-c"); start.ArgumentList.Add(command);
        return method.Name == "Add" && call.Instance is IPropertyReferenceOperation { Property: { Name: "ArgumentList", ContainingType: var owner } } && context.Known.Is(owner, StartInfo)
            && call.Arguments is { Length: 1 } added
            && Shells.ProgramOf(call.Syntax) is { } shell && Shells.Is(shell, context.Model, context.CancellationToken)
            && MemberNames.Of(VariableWrites.ScopeOf(call.Syntax)).Uses("ArgumentList").Any(use => use.SpanStart < call.Syntax.SpanStart && SaysSwitch(use))
                ? [new(added[0].Value, CommandPlace.Shell, Shells.NameOf(shell, context.Model, context.CancellationToken)!, NoShell)]
                : [];
    }

    /// <summary>The texts that an object is made of.</summary>
    public static IReadOnlyList<CommandSink> Of(IObjectCreationOperation creation, RuleContext context)
    {
        if (!context.Known.Is(creation.Type, StartInfo))
        {
            return [];
        }

        var program = creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "fileName")?.Value;
        return [.. OfStart(program, creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "arguments")?.Value, program?.Syntax as ExpressionSyntax, "ProcessStartInfo", context)];
    }

    /// <summary>True where a program is told to look an address up, as a browser opens it: what follows its beginning starts nothing.</summary>
    public static bool IsAddress(string start) => start.IndexOf("://", StringComparison.Ordinal) > 0 || start.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<CommandSink> Of(AssignmentExpressionSyntax assignment, RuleContext context)
    {
        var name = MemberName.Of(assignment.Left)?.ValueText;
        if (context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property || !context.Known.Is(property.ContainingType, StartInfo))
        {
            return [];
        }

        var program = Shells.ProgramOf(assignment);
        if (assignment.Right is InitializerExpressionSyntax list)
        {
            return [.. OfElements(list.Expressions.Select(element => context.Model.GetOperation(element, context.CancellationToken)).OfType<IOperation>(), program, context)];
        }

        return context.Model.GetOperation(assignment.Right, context.CancellationToken) is not { } value ? []
            : name == "FileName" ? [.. OfStart(value, null, assignment.Right, "ProcessStartInfo", context)]
            : [.. OfStart(null, value, program, "ProcessStartInfo", context)];
    }

    private static IEnumerable<CommandSink> OfStart(IOperation? program, IOperation? line, ExpressionSyntax? written, string starter, RuleContext context)
    {
        if (program is { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String })
        {
            yield return new(program, CommandPlace.Program, starter, Choose);
        }

        if (line?.Type?.SpecialType == SpecialType.System_String)
        {
            var name = Shells.NameOf(written, context.Model, context.CancellationToken);
            yield return Shells.Is(written, context.Model, context.CancellationToken) ? new(line, CommandPlace.Shell, name!, NoShell) : new(line, CommandPlace.Line, name is { Length: > 0 } ? name : starter, AsElement);
        }
        else if (line is not null)
        {
            while (line is IConversionOperation { Operand: var operand })
            {
                line = operand;
            }

            var elements = line switch
            {
                IArrayCreationOperation { Initializer.ElementValues: var values } => values,
                ICollectionExpressionOperation { Elements: var values } => values,
                _ => [],
            };
            foreach (var sink in OfElements(elements.IsDefault ? [] : elements, written, context))
            {
                yield return sink;
            }
        }
    }

    /// <summary>Arguments of their own, of which a shell takes one for a command.</summary>
    private static IEnumerable<CommandSink> OfElements(IEnumerable<IOperation> elements, ExpressionSyntax? program, RuleContext context)
    {
        if (Shells.Is(program, context.Model, context.CancellationToken))
        {
            var name = Shells.NameOf(program, context.Model, context.CancellationToken)!;
            foreach (var command in elements.SkipWhile(static element => !Shells.IsSwitch(element.Syntax)).Skip(1).Take(1))
            {
                yield return new(command, CommandPlace.Shell, name, NoShell);
            }
        }
    }

    private static bool SaysSwitch(IdentifierNameSyntax list)
        => (list.Parent is MemberAccessExpressionSyntax access ? access.Parent : list.Parent) switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } } => Shells.IsSwitch(arguments[0].Expression),
            AssignmentExpressionSyntax { Right: InitializerExpressionSyntax { Expressions: var elements } } => elements.Any(Shells.IsSwitch),
            _ => false,
        };

    private static bool IsStartInfo(BaseObjectCreationExpressionSyntax creation)
        => CreatedType.NameOrTargetOf(creation) == "ProcessStartInfo"
            || creation is ImplicitObjectCreationExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: var left } } && MemberName.Of(left)?.ValueText == "StartInfo"
            || creation is ImplicitObjectCreationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Start";

    private static bool MayBeInput(ExpressionSyntax text)
        => text switch
        {
            LiteralExpressionSyntax => false,
            ParenthesizedExpressionSyntax inner => MayBeInput(inner.Expression),
            InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Any(static part => part is InterpolationSyntax),
            AnonymousFunctionExpressionSyntax => false,
            _ => true,
        };
}
