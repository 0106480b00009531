using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProdGap.Tool.Hardening;

/// <summary>What a git command answered.</summary>
/// <param name="ExitCode">0 if it did what it was asked.</param>
/// <param name="Bytes">Its standard output, which may be the content of a file.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record GitAnswer(int ExitCode, byte[] Bytes, string Error)
{
    /// <summary>How a process ends that a signal of the terminal has reached: SIGINT, SIGTERM, and what Windows makes of Ctrl+C.</summary>
    private static readonly int[] OfSignals = [130, 143, unchecked((int)0xC000013A)];

    public bool Succeeded => ExitCode == 0;

    /// <summary>True if it was stopped, so that what it says means nothing.</summary>
    public bool IsInterrupted => OfSignals.Contains(ExitCode);

    /// <summary>The output without the end of its last line.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes).TrimEnd('\n');

    /// <summary>The fields of an output that was asked for with <c>-z</c>.</summary>
    public string[] Fields => Encoding.UTF8.GetString(Bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The command git in one folder, with output that neither the language of the system nor the user's settings change.</summary>
internal class Git(string folder)
{
    /// <summary>A signal comes once; the second one ends this process.</summary>
    private const int MostAttempts = 3;

    /// <summary>What a hook that runs this tool says about its own repository.</summary>
    private static readonly string[] OfAnotherRepository = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"];

    /// <summary>Where it runs.</summary>
    public string Folder { get; } = folder;

    /// <summary>The command in another folder.</summary>
    public virtual Git In(string other) => new(other);

    /// <summary>Runs a command that has to succeed.</summary>
    /// <exception cref="Failure">It did not.</exception>
    public async Task<GitAnswer> DoAsync(CancellationToken cancellationToken, params string[] arguments)
        => Successful(await AskAsync(cancellationToken, arguments), arguments);

    /// <summary>Runs a command that has to succeed, also while everything is being stopped: a Ctrl+C reaches git itself too, and then it runs again.</summary>
    /// <exception cref="Failure">It did not.</exception>
    public async Task<GitAnswer> FinishAsync(params string[] arguments) => Successful(await TryToFinishAsync(arguments), arguments);

    /// <inheritdoc cref="FinishAsync"/>
    public async Task<GitAnswer> TryToFinishAsync(params string[] arguments)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await StartAsync(arguments, input: null, CancellationToken.None);
            if (!answer.IsInterrupted || attempt == MostAttempts)
            {
                return answer;
            }
        }
    }

    /// <summary>Runs a command that may fail.</summary>
    public Task<GitAnswer> AskAsync(CancellationToken cancellationToken, params string[] arguments)
        => cancellationToken.CanBeCanceled ? RunAsync(arguments, input: null, cancellationToken) : TryToFinishAsync(arguments);

    /// <summary>Runs a command that reads its standard input.</summary>
    /// <exception cref="Failure">There is no git.</exception>
    public async Task<GitAnswer> RunAsync(string[] arguments, string? input, CancellationToken cancellationToken)
        => await StartAsync(arguments, input, cancellationToken) is { IsInterrupted: false } answer ? answer : throw new OperationCanceledException();

    /// <summary>Runs a command, and judges nothing.</summary>
    /// <exception cref="Failure">There is no git.</exception>
    public virtual async Task<GitAnswer> StartAsync(string[] arguments, string? input, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Prepared(arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw new Failure(ExitCodes.Refused, "git is not there; harden works in a worktree of its own.");
        }

        using var output = new MemoryStream();
        try
        {
            var copied = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            if (input is not null)
            {
                await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
            }

            process.StandardInput.Close();
            await copied;
            var said = await error;
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, output.ToArray(), said);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
    }

    /// <summary>The first line that says something.</summary>
    public static string FirstLine(string text)
        => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("it says nothing").TrimEnd('.');

    private static GitAnswer Successful(GitAnswer answer, string[] arguments)
        => answer.Succeeded ? answer : throw new Failure(ExitCodes.Refused, $"git {arguments[0]} failed: {FirstLine(answer.Error)}.");

    private ProcessStartInfo Prepared(string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", .. arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in OfAnotherRepository)
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        // Asking for the state of the user's folder must not even refresh its index.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        if (long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = string.Create(CultureInfo.InvariantCulture, $"@{epoch} +0000");
        }

        return start;
    }
}
