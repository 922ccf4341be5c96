import { Component, type ReactNode } from "react";

/** A mistake of ours in drawing the page: says so, and offers to draw it again. The data is elsewhere. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    console.error(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main className="front">
        <div className="panel" role="alert">
          <h1>页面出错了</h1>
          <p>页面显示时出现内部错误。已保存的办件、草稿和扫描页都在本机，没有丢失。</p>
          <p>请重新显示页面；仍不行请关闭后重新打开程序，并把下面的内容告诉管理员。</p>
          <code>{error.message}</code>
          <button type="button" className="button primary" autoFocus onClick={() => this.setState({ error: null })}>重新显示页面<kbd aria-hidden="true">回车</kbd></button>
        </div>
      </main>
    );
  }
}
